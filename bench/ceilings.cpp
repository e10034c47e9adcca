#include "bench/figures.hpp"

#include "api/http/router.hpp"
#include "api/http/server.hpp"
#include "bench/shop.hpp"

#include <rocksdb/db.h>
#include <rocksdb/write_batch.h>

#include <fcntl.h>
#include <unistd.h>

#include <chrono>
#include <memory>

namespace acumage::bench {

namespace {

using namespace std::chrono_literals;
using clock = std::chrono::steady_clock;

constexpr std::size_t row_bytes = 300;  // of a journal record

double seconds_since(clock::time_point began) { return seconds{clock::now() - began}.count(); }

std::uint32_t us_since(clock::time_point began) {
  return static_cast<std::uint32_t>(
      std::chrono::duration_cast<std::chrono::microseconds>(clock::now() - began).count());
}

/// The node's own front with a handler that does nothing.
void front(const run_options& how) {
  api::router routes;
  routes.post("/push", [](const api::request&) {
    return api::json_reply(200, R"({"accepted":1,"duplicates":0,"unrouted":0,"discarded":0})");
  });
  api::server_options options;
  options.workers = 64;  // as in the node
  api::server there{std::move(options), std::move(routes)};
  if (const auto started = there.start(); !started) fail(started.problem().message);
  const auto many = drive({.port = there.port()}, 64,
                          pushes({.count = how.scaled(100'000), .which = every_one_of(1'000)}));
  report("ceiling.front.rate", many.rate());
  report("ceiling.front.answer_p50_ms", percentile_ms(many.answer_us, 0.5));
  const auto alone = drive({.port = there.port()}, 1,
                           pushes({.count = how.scaled(10'000), .which = every_one_of(1'000)}));
  report("ceiling.front.alone_p50_ms", percentile_ms(alone.answer_us, 0.5));
}

/// Appends to a growing file, as a log does.
void disk(const run_options& how) {
  const auto file = how.folder / "synced";
  const int to = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  const std::string block(4096, 'x');
  std::vector<std::uint32_t> taken_us;
  for (std::size_t i = 0; i < how.scaled(2'000); ++i) {
    const auto began = clock::now();
    if (::write(to, block.data(), block.size()) != 4096 || ::fdatasync(to) != 0)
      fail(file.string() + ": cannot be written");
    taken_us.push_back(us_since(began));
  }
  ::close(to);
  std::filesystem::remove(file);
  report("ceiling.sync_p50_ms", percentile_ms(taken_us, 0.5));
  report("ceiling.sync_p99_ms", percentile_ms(taken_us, 0.99));
}

std::unique_ptr<rocksdb::DB> open_database(const std::filesystem::path& folder) {
  rocksdb::Options options;
  options.create_if_missing = true;
  options.write_buffer_size = std::size_t{64} << 20U;
  options.compression = rocksdb::kLZ4Compression;
  rocksdb::DB* opened = nullptr;
  if (const auto state = rocksdb::DB::Open(options, folder.string(), &opened); !state.ok())
    fail(state.ToString());
  return std::unique_ptr<rocksdb::DB>{opened};
}

std::string big_endian(std::uint64_t number) {
  std::string key;
  for (int shift = 56; shift >= 0; shift -= 8)
    key += static_cast<char>(static_cast<unsigned char>(number >> static_cast<unsigned>(shift)));
  return key;
}

/// Appends `rows` in synced writes of `group` each; rows per second.
double append(rocksdb::DB& db, std::uint64_t& next, std::size_t rows, std::size_t group) {
  std::string value(row_bytes, 'x');
  rocksdb::WriteOptions how;
  how.sync = true;
  const auto began = clock::now();
  for (std::size_t done = 0; done < rows;) {
    rocksdb::WriteBatch batch;
    for (std::size_t i = 0; i < group; ++i, ++done) {
      value.replace(0, 8, big_endian(next * 0x9E3779B97F4A7C15ULL));
      if (!batch.Put(big_endian(next++), value).ok()) fail("a batch is memory only");
    }
    if (const auto state = db.Write(how, &batch); !state.ok()) fail(state.ToString());
  }
  return static_cast<double>(rows) / seconds_since(began);
}

void journal(const run_options& how) {
  const auto folder = how.folder / "rocks";
  std::filesystem::remove_all(folder);
  auto db = open_database(folder);
  std::uint64_t next = 1;
  report("ceiling.commit64.rate", append(*db, next, how.scaled(100'000), 64));
  report("ceiling.commit1000.rate", append(*db, next, how.scaled(1'000'000), 1'000));
  db.reset();
  const auto began = clock::now();
  db = open_database(folder);
  report("ceiling.open_s", seconds_since(began));
  const auto scanning = clock::now();
  std::size_t rows = 0;
  std::size_t bytes = 0;
  {
    const std::unique_ptr<rocksdb::Iterator> at{db->NewIterator(rocksdb::ReadOptions{})};
    for (at->SeekToFirst(); at->Valid(); at->Next(), ++rows) bytes += at->value().size();
  }
  if (bytes != rows * row_bytes) fail("the scan lost rows");
  report("ceiling.scan.rate", static_cast<double>(rows) / seconds_since(scanning));
  db.reset();
  std::filesystem::remove_all(folder);
}

/// The simulator alone: what it takes in requests of `rows` each.
void store(const run_options& how) {
  constexpr std::size_t products = 100'000;
  const shop there{products};
  std::size_t at = 0;
  const auto bodies = [&](std::size_t requests, std::size_t rows) {
    auto left = std::make_shared<std::size_t>(requests);
    return next_body{[&at, left, rows](std::string& body) {
      if ((*left)-- == 0) return false;
      body = R"({"prices":[)";
      for (std::size_t i = 0; i < rows; ++i, at = (at + 1) % products)
        body += (i == 0 ? "" : ",") + std::string{R"({"price":12.34,"store_id":0,"sku":")"} +
                sku(at + 1) + "\"}";
      body += "]}";
      return true;
    }};
  };
  const target to{.port = there.port(),
                  .path = "/rest/all/V1/products/base-prices",
                  .headers = "Authorization: Bearer simulator-token\r\n"};
  const auto requests = how.scaled(600);
  const auto rows = drive(to, 1, bodies(requests, 500));
  report("ceiling.store.rate", rows.rate() * 500);
  const auto calls = drive(to, 1, bodies(how.scaled(5'000), 1));
  report("ceiling.store.call_p50_ms", percentile_ms(calls.answer_us, 0.5));
}

}  // namespace

void measure_ceilings(const run_options& how) {
  std::filesystem::create_directories(how.folder);
  front(how);
  disk(how);
  journal(how);
  store(how);
}

}  // namespace acumage::bench
