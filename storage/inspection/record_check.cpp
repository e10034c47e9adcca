// Checks that the records of a data folder are valid, individually and with the records they refer
// to.
#include "messages/key.hpp"
#include "storage/bytes.hpp"
#include "storage/inspection/inspection.hpp"
#include "storage/keys.hpp"
#include "storage/ledger.hpp"
#include "storage/record_codec.hpp"

#include <array>
#include <map>
#include <string>
#include <utility>

namespace acumage::storage {

namespace {

const char* const left_to_node =
    "the node serves everything else: it keeps such a change as a dead letter `bug`, and sets a "
    "dead letter aside";
const char* const report = "please report it with this line; the node serves everything else";

bool decodes_as_numbers(std::string_view value, std::size_t count) {
  byte_reader from{value};
  for (std::size_t i = 0; i < count; ++i) from.number();
  return from.complete();
}

class record_walk {
 public:
  explicit record_walk(const database& in) : in_{in} {}
  std::vector<finding> run();

 private:
  using look = void (record_walk::*)(std::string_view, std::string_view);
  void each(family where, look at_record);
  void wrong(family where, std::string_view key, std::string problem, const char* remedy = report);

  void journal(std::string_view key, std::string_view value);
  void letter(std::string_view key, std::string_view value);
  void letter_body(std::string_view key, std::string_view value);
  void letter_index(std::string_view key, std::string_view value);
  void mark(std::string_view key, std::string_view value);
  void fingerprint(std::string_view key, std::string_view value);
  void history(std::string_view key, std::string_view value);
  void stock(std::string_view key, std::string_view value);
  void document(std::string_view key, std::string_view value);
  void meta(std::string_view key, std::string_view value);
  void read_counters();
  void compare_letters();

  struct seen_entry {
    entity lane = entity::pricing;
    std::uint64_t letter = 0;
  };
  const database& in_;
  std::vector<finding> found_;
  std::map<std::uint64_t, seen_entry> entries_;  // by acceptance number
  std::map<std::uint64_t, letter_head> letters_;
  std::array<std::uint64_t, entity_count> heads_{};
  std::array<std::uint64_t, entity_count> floors_{};
  bool counted_ = false;
};

void record_walk::wrong(family where, std::string_view key, std::string problem,
                        const char* remedy) {
  finding made;
  made.family = to_string(where);
  made.key = hex(key.substr(0, 64));
  made.problem = std::move(problem);
  made.remedy = remedy;
  found_.push_back(std::move(made));
}

void record_walk::each(family where, look at_record) {
  auto gaps = each_record(in_, where, [&](std::string_view key, std::string_view value) {
    (this->*at_record)(key, value);
  });
  for (auto& gap : gaps) found_.push_back(std::move(gap));
}

/// Missing and undecodable values are reported where `meta` is checked.
void record_walk::read_counters() {
  if (const auto stored = in_.get(family::meta, "journal"); stored && *stored) {
    byte_reader from{**stored};
    from.number();
    for (auto& head : heads_) head = from.number();
    counted_ = from.complete();
  }
  if (const auto stored = in_.get(family::meta, "floors"); stored && *stored) {
    byte_reader from{**stored};
    for (auto& floor : floors_) floor = from.number();
    if (!from.complete()) floors_ = {};
  }
}

void record_walk::journal(std::string_view key, std::string_view value) {
  if (key.size() != 9 || static_cast<unsigned char>(key[0]) >= entity_count)
    return wrong(family::journal, key, "is no lane and acceptance number");
  const auto lane = all_entities.at(static_cast<std::size_t>(key[0]));
  const auto sequence = number_at_end(key);
  const auto read = decode_entry(lane, sequence, value);
  if (!read) wrong(family::journal, key, "makes no sense", left_to_node);
  entries_[sequence] = {lane, read ? read->letter : 0};
  if (sequence < floors_.at(index_of(lane)))
    wrong(family::journal, key, "is below what counts as settled, and would never be worked on");
  if (counted_ && sequence > heads_.at(index_of(lane)))
    wrong(family::journal, key, "is above the last number that was given");
}

void record_walk::letter(std::string_view key, std::string_view value) {
  const auto id = number_at_end(key);
  auto head = decode_letter_head(id, value);
  if (key.size() != 8 || !head) return wrong(family::letters, key, "makes no sense", left_to_node);
  letters_[id] = std::move(*head);
}

void record_walk::letter_body(std::string_view key, std::string_view value) {
  const auto head = letters_.find(number_at_end(key));
  if (head == letters_.end()) return wrong(family::letter_bodies, key, "belongs to no dead letter");
  dead_letter whole;
  if (!decode_letter_body(value, whole))
    wrong(family::letter_bodies, key, "makes no sense", left_to_node);
  else if (value.size() != head->second.body_bytes)
    wrong(family::letter_bodies, key, "is not as long as its dead letter says");
}

void record_walk::letter_index(std::string_view key, std::string_view) {
  if (letters_.find(number_at_end(key)) == letters_.end())
    wrong(family::letter_index, key, "leads to no dead letter");
}

void record_walk::compare_letters() {
  for (const auto& [id, head] : letters_) {
    const auto& what = head.what;
    const auto body = in_.get(family::letter_bodies, id_key(id));
    if (body && !*body) wrong(family::letters, id_key(id), "has no body");
    if (what.state != letter_state::replaying) continue;
    const auto entry = entries_.find(what.change.sequence);
    if (entry == entries_.end() || entry->second.letter != id)
      wrong(family::letters, id_key(id), "is being replayed, and the journal has no change of it");
  }
  for (const auto& [sequence, entry] : entries_)
    if (entry.letter != 0 && !letters_.contains(entry.letter))
      wrong(family::journal, journal_key(entry.lane, sequence),
            "was replayed from a dead letter that is missing");
}

void record_walk::mark(std::string_view key, std::string_view value) {
  if (key.empty() || static_cast<unsigned char>(key[0]) >= entity_count || !decode_mark(value))
    wrong(
        family::marks, key, "makes no sense",
        "the next delivery of its key writes it again; until then its prices and documents end as "
        "dead letters");
}

void record_walk::fingerprint(std::string_view key, std::string_view value) {
  byte_reader from{value};
  const auto at_us = from.signed_number();
  if (!from.complete())
    return wrong(family::fingerprints, key, "makes no sense", "its notification counts as new");
  if (const auto age = in_.get(family::fingerprint_ages, fingerprint_age_key(at_us, key));
      age && !*age)
    wrong(family::fingerprints, key, "has no age, and would be kept forever");
}

void record_walk::history(std::string_view key, std::string_view value) {
  const auto sequence = number_at_end(key);
  const auto record = decode_history(0, sequence, value);
  if (key.size() != 16 || !record)
    return wrong(family::history, key, "makes no sense", "the others are shown");
  const auto entry = entries_.find(sequence);
  if (entry != entries_.end() && entry->second.lane == record->entity && entry->second.letter == 0)
    wrong(family::history, key, "is the end of a change that the journal still has");
}

void record_walk::stock(std::string_view key, std::string_view value) {
  const auto item = decode_stock(value);
  if (!item || fold_key(item->item) != key)
    wrong(family::stock, key, "makes no sense",
          "changes of this item end as dead letters; send a baseline after it is removed");
}

void record_walk::document(std::string_view key, std::string_view value) {
  const auto read = decode_document(value);
  if (key.empty() || !read || fold_key(read->key) != key.substr(1))
    wrong(family::documents, key, "makes no sense", "changes of this document end as dead letters");
}

void record_walk::meta(std::string_view key, std::string_view value) {
  static const std::map<std::string_view, std::size_t> numbers{{"journal", 1 + entity_count},
                                                               {"floors", entity_count},
                                                               {"fingerprints", 2},
                                                               {"history", 2},
                                                               {"switches", 2 * entity_count}};
  const char* const refuses = "the node refuses to start; restore the folder from a backup";
  const auto known = numbers.find(key);
  if (known != numbers.end() && !decodes_as_numbers(value, known->second))
    wrong(family::meta, key, "makes no sense", refuses);
  if (key.starts_with("next_letter.") && value.size() != 8)
    wrong(family::meta, key, "makes no sense", refuses);
  if (key == "format" && value != std::to_string(format_version))
    wrong(family::meta, key, "is of another format version", refuses);
  if (key == "job" && !decode_job(value)) wrong(family::meta, key, "makes no sense", refuses);
  if (key == "baseline" && !decode_baseline(value))
    wrong(family::meta, key, "makes no sense", refuses);
}

std::vector<finding> record_walk::run() {
  read_counters();
  each(family::journal, &record_walk::journal);
  each(family::letters, &record_walk::letter);
  each(family::letter_bodies, &record_walk::letter_body);
  each(family::letter_index, &record_walk::letter_index);
  compare_letters();
  each(family::marks, &record_walk::mark);
  each(family::fingerprints, &record_walk::fingerprint);
  each(family::history, &record_walk::history);
  each(family::stock, &record_walk::stock);
  each(family::documents, &record_walk::document);
  each(family::meta, &record_walk::meta);
  for (const auto rest :
       {family::fingerprint_ages, family::history_names, family::known_skus, family::links})
    for (auto& gap : each_record(in_, rest, [](auto, auto) {})) found_.push_back(std::move(gap));
  return std::move(found_);
}

}  // namespace

std::vector<finding> check_records(const database& in) { return record_walk{in}.run(); }

}  // namespace acumage::storage
