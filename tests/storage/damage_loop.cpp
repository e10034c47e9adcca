#include "damage_loop.hpp"

#include "rig.hpp"
#include "storage/inspection/inspection.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>
#include <random>
#include <set>

namespace acumage::tests {
namespace {

namespace fs = std::filesystem;

/// What a folder holds, by what it must be found again.
struct content {
  std::set<std::pair<entity, std::uint64_t>> unsettled;
  std::map<std::pair<entity, std::uint64_t>, std::size_t> ends;
  std::set<std::uint64_t> letters;
  std::size_t items = 0;
  std::size_t documents = 0;
  std::size_t marks = 0;

  friend bool operator==(const content&, const content&) = default;
};

content content_of(const storage::ledger& in) {
  content found;
  for (const auto each : all_entities)
    for (const auto sequence : sequences(in, each)) found.unsettled.emplace(each, sequence);
  const auto history = in.history({}, {}, 100'000);
  REQUIRE_MESSAGE(history.ok(), (history.ok() ? "" : history.problem().message));
  for (const auto& each : history->items) ++found.ends[{each.entity, each.version.sequence}];
  letter_filter all;
  all.state.reset();
  const auto letters = in.letters(all, 0, 100'000);
  REQUIRE(letters.ok());
  for (const auto& each : letters->items) {
    CHECK_FALSE(each.change.what.inserted.empty());
    found.letters.insert(each.id);
  }
  const auto items = in.stock({}, 100'000);
  REQUIRE(items.ok());
  found.items = items->items.size();
  const auto documents = in.documents(entity::customer, {}, 100'000);
  REQUIRE(documents.ok());
  found.documents = documents->documents.size();
  for (int i = 0; i < 40; ++i) {
    const auto mark = in.mark_of(entity::pricing, "SKU-" + std::to_string(i));
    REQUIRE(mark.ok());
    if (*mark) ++found.marks;
  }
  return found;
}

/// Some work of every kind; each call makes other keys than the one before.
void work(rig& at, int round) {
  for (int i = 0; i < 10; ++i) {
    const auto name = std::to_string(round * 10 + i);
    const auto print = "print-" + name;
    REQUIRE(at.accept(one(parcel_of({price("SKU-" + name, 1)}, print))).ok());
    const auto entry = at.ledger->find(entity::pricing, at.ledger->bounds(entity::pricing).second);
    at.accept(row(entity::order, "SO " + name, 2));
    if (i % 3 == 0) at.end({delivered(*entry, "4" + name)});
    if (i % 3 == 1) at.fail(*entry);
    item_stock item;
    item.item = "ITEM-" + name;
    item.cells.push_back({.warehouse = "EAST", .location = {}, .figures = {}});
    REQUIRE(at.ledger->keep_stock({.items = {&item}}).ok());
    known_document document;
    document.key = "C" + name;
    document.fields["Email"] = {.value = name + "@example.com", .at = {1, 1}};
    REQUIRE(at.ledger->keep_documents(entity::customer, {.documents = {&document}}).ok());
    REQUIRE(at.ledger->keep_link("customer", document.key, name).ok());
    const std::vector<std::string> skus{"SKU-" + name};
    REQUIRE(at.ledger->learn_skus(skus, day_us).ok());
  }
}

enum class wound : std::uint8_t { flip, cut, remove, tear };
constexpr std::array wound_names{"flip", "cut", "remove", "tear"};

std::vector<fs::path> files_in(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& each : fs::directory_iterator{folder})
    if (each.path().filename() != "LOCK") files.push_back(each.path());
  std::sort(files.begin(), files.end());
  return files;
}

struct damage_done {
  wound kind = wound::flip;
  std::string file;
  std::uint64_t at = 0;
  std::string words() const {
    return std::string{wound_names.at(static_cast<std::size_t>(kind))} + " " + file + " at " +
           std::to_string(at);
  }
};

void flip_bit(const fs::path& file, std::uint64_t offset, unsigned bit) {
  std::fstream bytes{file, std::ios::binary | std::ios::in | std::ios::out};
  bytes.seekg(static_cast<std::streamoff>(offset));
  const auto was = static_cast<unsigned>(bytes.get());
  bytes.seekp(static_cast<std::streamoff>(offset));
  bytes.put(static_cast<char>(was ^ 1U << bit));
}

damage_done harm(const fs::path& folder, std::mt19937& random) {
  damage_done done;
  done.kind = static_cast<wound>(random() % 4);
  auto files = files_in(folder);
  const bool needs_bytes = done.kind != wound::remove;
  if (done.kind == wound::tear)
    std::erase_if(files, [](const auto& each) { return each.extension() != ".log"; });
  if (needs_bytes) std::erase_if(files, [](const auto& each) { return fs::file_size(each) == 0; });
  REQUIRE_FALSE(files.empty());
  const auto& file = files[random() % files.size()];
  const auto size = needs_bytes ? fs::file_size(file) : 1;
  done.file = file.filename().string();
  done.at = random() % size;
  switch (done.kind) {
    case wound::flip: flip_bit(file, done.at, random() % 8); break;
    case wound::cut: fs::resize_file(file, done.at); break;
    case wound::remove: fs::remove(file); break;
    case wound::tear:
      done.at = size - 1 - random() % std::min<std::uintmax_t>(size, 40);
      fs::resize_file(file, done.at);
      break;
  }
  return done;
}

std::vector<storage::finding> verify(const fs::path& folder) {
  const auto opened = storage::open_for_look(folder);
  auto found = storage::check_files(folder, opened ? opened->get() : nullptr);
  if (!opened) {
    found.emplace_back();
    found.back().problem = opened.problem().message;
    return found;
  }
  for (auto& each : storage::check_records(**opened)) found.push_back(std::move(each));
  return found;
}

/// Nothing that was accepted is lost: each change is in the journal or has ended, and ends once.
void check_served(storage::ledger& in, const content& before, bool whole) {
  const auto now = content_of(in);
  if (whole) CHECK(now == before);
  for (const auto& each : before.unsettled) CHECK(now.unsettled.contains(each));
  for (const auto& [each, count] : before.ends) {
    const auto again = now.ends.find(each);
    const auto ends =
        (again == now.ends.end() ? 0 : again->second) + (now.unsettled.contains(each) ? 1 : 0);
    CHECK(ends == count);
  }
  for (const auto each : all_entities) {
    const auto rows = in.read(each, 0, UINT64_MAX, SIZE_MAX);
    REQUIRE(rows.ok());
    std::vector<ending> ends;
    for (const auto& entry : *rows) ends.push_back(end_of(entry));
    REQUIRE(in.end(ends, {}, noon_us).ok());
  }
  CHECK(in.tidy(noon_us).ok());
  const auto after = content_of(in);
  CHECK(after.unsettled.empty());
  for (const auto& [each, count] : after.ends) CHECK(count == 1);
  CHECK(after.ends.size() == before.unsettled.size() + before.ends.size());
}

/// The place: a file, or the log as a whole when its end is gone.
bool names_place(const std::string& message, const std::string& file) {
  return message.find(file) != std::string::npos ||
         message.find("the log ends at write") != std::string::npos;
}

}  // namespace

void damage_loop(int damages, std::optional<std::uint32_t> pinned) {
  const auto* const given = std::getenv("ACUMAGE_SEED");
  const auto seed = given != nullptr ? static_cast<std::uint32_t>(std::stoul(given))
                                     : pinned.value_or(std::random_device{}());
  MESSAGE("seed " << seed << ", " << damages << " damages");
  std::mt19937 random{seed};
  rig at;
  for (int round = 0; round < 3; ++round) {
    work(at, round);
    at.reopen();  // brings what the log holds into tables
  }
  work(at, 3);
  // Two folders: the last write of the one was not synced, that of the other was answered 2xx.
  const temp_dir folder;
  const std::array sound{folder / "buffered", folder / "synced"};
  std::array<content, 2> contents;
  for (std::size_t which = 0; which < sound.size(); ++which) {
    if (which == 1) at.accept(price("LAST", 1));
    contents.at(which) = content_of(*at.ledger);
    REQUIRE(contents.at(which).unsettled.size() > 40);
    REQUIRE(contents.at(which).ends.size() > 20);
    copy_after(crash::process, at.path(), sound.at(which));
    REQUIRE(verify(sound.at(which)).empty());
  }
  at.close();

  std::map<std::string, int> outcomes;
  for (int i = 0; i < damages; ++i) {
    const auto copy = folder / "copy";
    fs::remove_all(copy);
    const auto which = static_cast<std::size_t>(i % 2);
    fs::copy(sound.at(which), copy);
    const auto& before = contents.at(which);
    const auto done = harm(copy, random);
    INFO(done.words());
    const auto found = verify(copy);
    auto options = at.options;
    options.path = copy;
    auto opened = storage::ledger::open(options);
    const std::string kind{wound_names.at(static_cast<std::size_t>(done.kind))};
    std::string message = opened ? "" : opened.problem().message;
    if (opened)  // what the start did not read is looked at after it
      for (const auto& each : (*opened)->check_tables([] { return true; })) message += each;
    if (message.empty()) {
      // A log that was cut between two writes that nobody was told of is what a loss of power leaves.
      const bool log_cut = done.kind != wound::flip && done.file.ends_with(".log");
      check_served(**opened, before, found.empty() && !log_cut);
      ++outcomes[kind + (found.empty() ? ": of no account" : ": served")];
      continue;
    }
    CAPTURE(message);
    CHECK_FALSE(found.empty());
    CHECK(names_place(message, done.file));
    CHECK(message.find("; expected") != std::string::npos);
    CHECK((message.find("journal verify") != std::string::npos ||
           message.find("delete ") != std::string::npos));
    ++outcomes[kind + (opened ? ": named after the start" : ": refused")];
  }
  std::string sums;
  for (const auto& [what, count] : outcomes) sums += what + " " + std::to_string(count) + ", ";
  MESSAGE(sums);
}

}  // namespace acumage::tests
