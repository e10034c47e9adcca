#include "cli/folder/stat.hpp"

#include "cli/terminal/table.hpp"
#include "messages/json_text.hpp"
#include "storage/inspection/inspection.hpp"
#include "storage/keys.hpp"
#include "storage/record_codec.hpp"
#include "storage/synced_mark.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>
#include <vector>

namespace acumage::folder {

namespace {

using storage::family;

struct lane_facts {
  std::uint64_t unsettled = 0;
  std::uint64_t bytes = 0;
  std::uint64_t lowest = 0;  ///< acceptance numbers
  std::uint64_t highest = 0;
  std::int64_t oldest_us = 0;  ///< time of acceptance; 0: none
};

struct family_facts {
  std::uint64_t records = 0;
  std::uint64_t bytes = 0;
  std::uint64_t damaged = 0;  ///< unreadable runs
};

struct folder_facts {
  std::string folder;
  storage::folder_bytes files;
  std::uint64_t written = 0;
  std::uint64_t synced = 0;
  std::uint64_t set_aside = 0;
  std::array<lane_facts, entity_count> lanes;
  std::map<std::string, std::uint64_t> letters;  ///< open ones, by class
  std::uint64_t closed_letters = 0;
  std::int64_t first_end_us = 0;
  std::int64_t last_end_us = 0;
  std::vector<std::pair<std::string, family_facts>> families;
};

class fact_finder {
 public:
  fact_finder(const storage::database& of, folder_facts& into) : of_{of}, into_{into} {}

  void look() {
    for (std::size_t i = 0; i < storage::family_count; ++i) {
      const auto where = static_cast<family>(i);
      family_facts facts;
      const auto gaps =
          storage::each_record(of_, where, [&](std::string_view key, std::string_view value) {
            ++facts.records;
            facts.bytes += key.size() + value.size();
            note(where, key, value);
          });
      facts.damaged = gaps.size();
      into_.families.emplace_back(to_string(where), facts);
    }
  }

 private:
  void note(family where, std::string_view key, std::string_view value) {
    if (where == family::journal) note_change(key, value);
    if (where == family::letters) note_letter(key, value);
    if (where == family::history) note_end(key);
    if (where == family::meta && key.starts_with(storage::aside_prefix)) ++into_.set_aside;
  }

  void note_change(std::string_view key, std::string_view value) {
    if (key.empty() || static_cast<unsigned char>(key[0]) >= entity_count) return;
    auto& lane = into_.lanes.at(static_cast<std::size_t>(key[0]));
    const auto sequence = storage::number_at_end(key);
    if (lane.unsettled++ == 0) lane.lowest = sequence;
    lane.highest = sequence;
    lane.bytes += value.size();
    const auto entry =
        storage::decode_entry(all_entities.at(static_cast<std::size_t>(key[0])), sequence, value);
    const auto at = entry ? entry->what.accepted_at_us : 0;
    if (at != 0 && (lane.oldest_us == 0 || at < lane.oldest_us)) lane.oldest_us = at;
  }

  void note_letter(std::string_view key, std::string_view value) {
    const auto head = storage::decode_letter_head(storage::number_at_end(key), value);
    if (!head) return;
    if (head->what.state == letter_state::open)
      ++into_.letters[std::string{to_string(head->what.reason)}];
    else
      ++into_.closed_letters;
  }

  void note_end(std::string_view key) {
    const auto at = static_cast<std::int64_t>(storage::number_at_end(key, 8));
    if (into_.first_end_us == 0) into_.first_end_us = at;
    into_.last_end_us = at;
  }

  const storage::database& of_;
  folder_facts& into_;
};

void write_time(json_writer& json, const char* name, std::int64_t at_us) {
  json.key(name);
  at_us == 0 ? json.null() : json.string(rfc3339(at_us));
}

std::string json_of(const folder_facts& facts) {
  json_writer json;
  json.object().key("folder").string(facts.folder);
  json.key("bytes").object().key("tables").number(facts.files.tables);
  json.key("logs").number(facts.files.logs).key("others").number(facts.files.others).end();
  json.key("last_write").number(facts.written).key("last_synced").number(facts.synced);
  json.key("set_aside").number(facts.set_aside).key("journal").object();
  for (const auto each : all_entities) {
    const auto& lane = facts.lanes.at(index_of(each));
    json.key(to_string(each)).object().key("unsettled").number(lane.unsettled);
    json.key("bytes").number(lane.bytes).key("lowest").number(lane.lowest);
    json.key("highest").number(lane.highest);
    write_time(json, "oldest_at", lane.oldest_us);
    json.end();
  }
  json.end().key("letters").object().key("open").object();
  for (const auto& [name, count] : facts.letters) json.key(name).number(count);
  json.end().key("closed").number(facts.closed_letters).end().key("history").object();
  write_time(json, "oldest_at", facts.first_end_us);
  write_time(json, "newest_at", facts.last_end_us);
  json.end().key("families").object();
  for (const auto& [name, each] : facts.families) {
    json.key(name).object().key("records").number(each.records);
    json.key("bytes").number(each.bytes).key("unreadable").number(each.damaged).end();
  }
  json.end().end();
  return json.take() + "\n";
}

std::string time_or_dash(std::int64_t at_us) { return at_us == 0 ? "-" : rfc3339(at_us); }

std::string tables_of(const folder_facts& facts, bool colours) {
  std::vector<std::vector<terminal::cell>> lanes;
  for (const auto each : all_entities) {
    const auto& lane = facts.lanes.at(index_of(each));
    lanes.push_back({{std::string{to_string(each)}},
                     {terminal::grouped(lane.unsettled)},
                     {terminal::bytes_text(lane.bytes)},
                     {lane.unsettled == 0 ? "-" : std::to_string(lane.lowest)},
                     {lane.unsettled == 0 ? "-" : std::to_string(lane.highest)},
                     {time_or_dash(lane.oldest_us)}});
  }
  std::vector<std::vector<terminal::cell>> families;
  for (const auto& [name, each] : facts.families)
    families.push_back({{name},
                        {terminal::grouped(each.records)},
                        {terminal::bytes_text(each.bytes)},
                        {each.damaged == 0 ? "" : "damaged: see `acumage journal verify`"}});
  return terminal::table_text({{"JOURNAL"},
                               {"UNSETTLED", terminal::align::right},
                               {"SIZE", terminal::align::right},
                               {"LOWEST", terminal::align::right},
                               {"HIGHEST", terminal::align::right},
                               {"OLDEST (UTC)"}},
                              lanes, colours) +
         "\n" +
         terminal::table_text({{"FAMILY"},
                               {"RECORDS", terminal::align::right},
                               {"SIZE", terminal::align::right},
                               {""}},
                              families, colours);
}

std::string text_of(const folder_facts& facts, bool colours) {
  std::uint64_t open = 0;
  std::string classes;
  for (const auto& [name, count] : facts.letters) {
    open += count;
    classes += (classes.empty() ? " (" : ", ") + name + " " + terminal::grouped(count);
  }
  if (!classes.empty()) classes += ")";
  auto text = facts.folder + ": tables " + terminal::bytes_text(facts.files.tables) + ", logs " +
              terminal::bytes_text(facts.files.logs) + ", others " +
              terminal::bytes_text(facts.files.others) + "; last write " +
              std::to_string(facts.written) + ", synced to " + std::to_string(facts.synced) +
              "\n\n";
  text += tables_of(facts, colours);
  text += "\ndead letters: " + terminal::grouped(open) + " open" + classes + ", " +
          terminal::grouped(facts.closed_letters) + " closed\n";
  text += "history: " + time_or_dash(facts.first_end_us) + " to " +
          time_or_dash(facts.last_end_us) + "\n";
  if (facts.set_aside > 0)
    text += "set aside as damaged: " + terminal::grouped(facts.set_aside) + "\n";
  return text;
}

}  // namespace

std::string stat_text(const storage::database& of, arguments::output_form form,
                      const terminal::terminal& on) {
  folder_facts facts;
  facts.folder = of.path().string();
  facts.files = storage::bytes_of(of.path());
  facts.written = of.last_sequence();
  facts.synced = storage::synced_mark::read(of.path()).value;
  fact_finder{of, facts}.look();
  return form == arguments::output_form::json ? json_of(facts) : text_of(facts, on.colours);
}

}  // namespace acumage::folder
