#include "cli/folder/dump.hpp"

#include "acumatica/change_json.hpp"
#include "api/letters_json.hpp"
#include "messages/json_text.hpp"
#include "messages/key.hpp"
#include "storage/bytes.hpp"
#include "storage/keys.hpp"
#include "storage/record_codec.hpp"

#include <cassert>
#include <cstddef>
#include <optional>
#include <utility>

namespace acumage::folder {

namespace {

using storage::family;

family family_named(std::string_view name) {
  for (std::size_t i = 0; i < storage::family_count; ++i)
    if (const auto each = static_cast<family>(i); to_string(each) == name) return each;
  assert(false && "every name in journal_families is a family");
  return family::meta;
}

/// The subject of a record, and the record as JSON without "family".
struct line {
  std::optional<acumage::entity> entity;
  std::string key;
  std::string json;
};

std::optional<acumage::entity> entity_in(std::string_view key) {
  if (key.empty() || static_cast<unsigned char>(key[0]) >= entity_count) return std::nullopt;
  return all_entities.at(static_cast<std::size_t>(key[0]));
}

void write_version(json_writer& json, version at) {
  json.key("version").string(std::to_string(at.stamp));
  json.key("sequence").string(std::to_string(at.sequence));
}

std::optional<line> journal_line(std::string_view key, std::string_view value) {
  const auto lane = entity_in(key);
  const auto sequence = storage::number_at_end(key);
  const auto entry = lane ? storage::decode_entry(*lane, sequence, value) : std::nullopt;
  if (!entry) return std::nullopt;
  json_writer json;
  json.object().key("sequence").string(std::to_string(sequence));
  json.key("letter").string(std::to_string(entry->letter));
  json.key("change").raw(acumatica::to_json(entry->what)).end();
  return line{lane, entry->what.key, json.take()};
}

std::optional<line> letter_line(const storage::database& from, std::string_view key,
                                std::string_view value) {
  auto head = storage::decode_letter_head(storage::number_at_end(key), value);
  const auto body = from.get(family::letter_bodies, key);
  if (!head || !body || !*body || !storage::decode_letter_body(**body, head->what))
    return std::nullopt;
  const auto& what = head->what.change.what;
  const bool routed = head->what.reason != letter_class::unrouted;
  return line{routed ? std::optional{what.entity} : std::nullopt, what.key,
              api::letter_json(head->what)};
}

std::optional<line> mark_line(std::string_view key, std::string_view value) {
  const auto which = entity_in(key);
  const auto mark = storage::decode_mark(value);
  if (!which || !mark) return std::nullopt;
  json_writer json;
  key.remove_prefix(1);
  const bool delivery = storage::is_quantity_mark(key);
  json.object().key("entity").string(to_string(*which)).key("key").string(key);
  json.key("of").string(delivery ? "delivery" : "change");
  write_version(json, mark->version);
  json.key("value");
  mark->value ? json.string(*mark->value) : json.null();
  json.end();
  return line{which, std::string{key}, json.take()};
}

std::optional<line> history_line(std::string_view key, std::string_view value) {
  const auto record =
      storage::decode_history(static_cast<std::int64_t>(storage::number_at_end(key, 8)),
                              storage::number_at_end(key), value);
  if (!record) return std::nullopt;
  return line{record->entity, record->key, api::history_item_json(*record)};
}

void write_figure(json_writer& json, const char* name, const known_figure& figure) {
  json.key(name);
  if (!figure.known()) {
    json.null();
    return;
  }
  json.object().key("value").string(figure.value);
  write_version(json, figure.at);
  json.end();
}

std::optional<line> stock_line(std::string_view value) {
  const auto item = storage::decode_stock(value);
  if (!item) return std::nullopt;
  json_writer json;
  json.object().key("item").string(item->item).key("cells").array();
  for (const auto& cell : item->cells) {
    json.object().key("warehouse").string(cell.warehouse).key("location").string(cell.location);
    write_figure(json, "available", cell.figures[0]);
    write_figure(json, "available_for_shipping", cell.figures[1]);
    write_figure(json, "on_hand", cell.figures[2]);
    json.end();
  }
  json.end().key("vendors").array();
  for (const auto& each : item->vendors) {
    json.object().key("vendor").string(each.vendor);
    write_figure(json, "quantity", each.quantity);
    write_figure(json, "share", each.share);
    json.end();
  }
  json.end().key("held").array();
  for (const auto& each : item->held) json.string(each);
  json.end().end();
  return line{entity::inventory, item->item, json.take()};
}

std::optional<line> document_line(std::string_view key, std::string_view value) {
  const auto which = entity_in(key);
  const auto document = storage::decode_document(value);
  if (!which || !document) return std::nullopt;
  json_writer json;
  json.object().key("entity").string(to_string(*which)).key("key").string(document->key);
  json.key("fields").array();
  for (const auto& [path, field] : document->fields) {
    json.object().key("path").string(path).key("value").string(field.value);
    write_version(json, field.at);
    json.end();
  }
  json.end().end();
  return line{which, document->key, json.take()};
}

/// Names unchanged and their values in hex: fingerprints, links, known SKUs, meta.
line plain_line(family where, std::string_view key, std::string_view value) {
  const bool binary = where == family::fingerprints;
  auto name = binary ? storage::hex(key) : std::string{key};
  for (auto& each : name)
    if (each == '\0') each = '/';
  json_writer json;
  json.object().key("key").string(name);
  if (where == family::links)
    json.key("value").string(value);
  else if (where != family::known_skus)
    json.key("value_hex").string(storage::hex(value));
  json.end();
  return line{std::nullopt, name, json.take()};
}

line damaged_line(std::string_view key, std::string_view value) {
  json_writer json;
  json.object().key("damaged").boolean(true).key("key_hex").string(storage::hex(key));
  json.key("value_hex").string(storage::hex(value)).end();
  return line{std::nullopt, {}, json.take()};
}

line line_of(const storage::database& from, family where, std::string_view key,
             std::string_view value) {
  std::optional<line> made;
  switch (where) {
    case family::journal: made = journal_line(key, value); break;
    case family::letters: made = letter_line(from, key, value); break;
    case family::marks: made = mark_line(key, value); break;
    case family::history: made = history_line(key, value); break;
    case family::stock: made = stock_line(value); break;
    case family::documents: made = document_line(key, value); break;
    default: made = plain_line(where, key, value); break;
  }
  return made ? std::move(*made) : damaged_line(key, value);
}

bool meant(const dump_choice& what, const std::optional<acumage::entity>& which,
           const std::string& key) {
  if (what.entity && what.entity != which) return false;
  return what.key.empty() || glob_matches(what.key, key);
}

/// In the form that POST /changes accepts; empty: no sender could have sent it.
std::string change_line(const change& what) {
  const bool row = what.kind == change_kind::row;
  if (!row || (what.inserted.empty() && what.deleted.empty())) return {};
  json_writer json;
  json.object().key("entity").string(to_string(what.entity));
  json.key("version").string(std::to_string(what.stamp));
  if (what.inserted.empty()) json.key("deleted").boolean(true);
  json.key("fields").raw(what.inserted.empty() ? what.deleted : what.inserted).end();
  return json.take();
}

dumped dump_changes(const storage::database& from, const dump_choice& what, std::ostream& to) {
  dumped said;
  said.gaps = storage::each_record(
      from, family::journal, [&](std::string_view key, std::string_view value) {
        const auto lane = entity_in(key);
        const auto entry =
            lane ? storage::decode_entry(*lane, storage::number_at_end(key), value) : std::nullopt;
        const auto text = entry ? change_line(entry->what) : std::string{};
        if (entry && !meant(what, lane, entry->what.key)) return;
        if (text.empty())
          ++said.left_out;
        else
          to << text << "\n";
      });
  return said;
}

}  // namespace

dumped dump_records(const storage::database& from, const dump_choice& what, std::ostream& to) {
  if (what.changes) return dump_changes(from, what, to);
  dumped said;
  for (const auto name : dumped_families) {
    if (!what.family.empty() && what.family != name) continue;
    const auto where = family_named(name);
    auto gaps =
        storage::each_record(from, where, [&](std::string_view key, std::string_view value) {
          const auto made = line_of(from, where, key, value);
          if (!meant(what, made.entity, made.key)) return;
          to << R"({"family":")" << name << R"(",)" << made.json.substr(1) << "\n";
        });
    for (auto& each : gaps) said.gaps.push_back(std::move(each));
  }
  return said;
}

}  // namespace acumage::folder
