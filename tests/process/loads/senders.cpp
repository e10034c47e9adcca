#include "tests/process/loads/senders.hpp"

#include <httplib.h>
#include <simdjson.h>

#include <utility>

namespace acumage::tests {

namespace {

std::uint64_t duplicates_in(const std::string& body) {
  simdjson::dom::parser parser;
  std::uint64_t count = 0;
  const simdjson::padded_string text{body};
  return parser.parse(text)["duplicates"].get(count) == simdjson::SUCCESS ? count : 0;
}

}  // namespace

void senders::start(const node_process& node, std::chrono::milliseconds pause) {
  going_ = true;
  std::mt19937 seeds{how_.seed++};
  for (std::size_t i = 0; i < how_.threads; ++i) {
    const auto seed = static_cast<std::uint32_t>(seeds());
    threads_.emplace_back(
        [this, port = node.intake_port(), seed, pause] { send(port, seed, pause); });
  }
}

void senders::stop() {
  going_ = false;
  for (auto& each : threads_) each.join();
  threads_.clear();
}

std::set<std::uint64_t> senders::accepted() const {
  const std::lock_guard guard{mutex_};
  return accepted_;
}

std::uint64_t senders::accepted_count() const {
  const std::lock_guard guard{mutex_};
  return accepted_.size();
}

std::uint64_t senders::duplicates() const {
  const std::lock_guard guard{mutex_};
  return duplicates_;
}

parcel senders::next(std::mt19937& random) {
  const std::lock_guard guard{mutex_};
  if (again_.empty()) return how_.make(random);
  auto old = std::move(again_.back());
  again_.pop_back();
  return old;
}

void senders::send(std::uint16_t port, std::uint32_t seed, std::chrono::milliseconds pause) {
  std::mt19937 random{seed};
  httplib::Client to{"127.0.0.1", port};
  to.set_tcp_nodelay(true);
  to.set_keep_alive(true);
  to.set_read_timeout(10);
  while (going_) {
    if (pause.count() != 0) std::this_thread::sleep_for(pause);  // the pace of the load
    auto what = next(random);
    if (what.numbers.empty()) continue;
    const auto type = what.path == "/push" ? "application/json" : "application/x-ndjson";
    const auto answer = to.Post(what.path, what.body, type);
    const std::lock_guard guard{mutex_};
    const bool taken = answer && answer->status == 200;
    if (taken) {
      accepted_.insert(what.numbers.begin(), what.numbers.end());
      duplicates_ += duplicates_in(answer->body);
    }
    if (!taken || random() % 50 == 0) again_.push_back(std::move(what));
    if (!taken) return;  // killed: the next round goes on
  }
}

}  // namespace acumage::tests
