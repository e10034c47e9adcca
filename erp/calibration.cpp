#include "erp/calibration.hpp"

#include "erp/json_value.hpp"
#include "erp/page.hpp"
#include "erp/query.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace acumage::erp {

namespace {

problem wrong(const inquiry& what, const std::string& why, std::string remedy) {
  return {trouble::configuration, "inquiry \"" + what.name + "\": " + why, std::move(remedy), {}};
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const auto& name : names) text += (text.empty() ? "" : ", ") + name;
  return text.substr(0, 300);
}

std::optional<problem> lacks_column(const inquiry& what, const columns& about) {
  auto needed = what.key;
  if (!what.modified.empty()) needed.push_back(what.modified);
  for (const auto& name : needed) {
    if (about.types.count(name) == 1) continue;
    std::vector<std::string> has;
    for (const auto& [column, type] : about.types) has.push_back(column);
    return wrong(what, "has no column " + name + "; it has " + joined(has),
                 "Add the column to the inquiry (Generic Inquiry, SM208000) with this caption, or "
                 "correct key and modified in the settings.");
  }
  return std::nullopt;
}

/// The conditions that name one row by all its key columns.
std::string same_key(const json_value& row, const inquiry& what, const columns& about,
                     odata protocol) {
  std::vector<std::string> conditions;
  for (const auto& name : what.key)
    if (const auto* const value = row.find(name))
      conditions.push_back(name + " eq " + literal(value->token, about.type_of(name), protocol));
  return all_of(conditions);
}

expected<std::optional<json_value>> first_row(client& way, const inquiry& what,
                                              const std::string& condition) {
  const auto rows = fetch_page(
      way, what, {.filter = all_of({condition, what.filter}), .order = listed(what.key), .top = 1});
  if (!rows) return rows.problem();
  if (rows->empty()) return std::optional<json_value>{};
  return read_json(rows->front().text);
}

/// A known row with its time, and the ways in which it may have to be asked for.
struct sample {
  std::string key;  // condition
  written_time time;
  zone in;
};

/// Whether the row is found by this instant in this form. Digits alone do not tell which hour they
/// mean when a wall clock shows it twice: then also two hours around it.
expected<bool> finds(client& way, const inquiry& what, const sample& known, ticks utc,
                     const time_form& form) {
  const auto protocol = protocol_of(way.settings(), what);
  const auto at = [&](ticks when) { return time_literal(when, form, protocol); };
  const bool twice = form.digits_only && form.in.repeats(utc);
  const auto around = twice ? 2 * 3'600 * ticks_per_second : ticks_per_second;
  const auto from = at(utc - around);
  const auto until = at(utc + around);
  const auto found = first_row(way, what,
                               all_of({known.key, what.modified + " ge " + from + " and " +
                                                      what.modified + " le " + until}));
  if (!found) return found.problem();
  return found->has_value();
}

/// Empty: the row is not found by its time, or has changed meanwhile.
expected<std::optional<time_form>> form_of(client& way, const inquiry& what, const sample& known,
                                           edm type) {
  const bool digits_only = type == edm::date_time;
  const time_form utc{type, false, false, known.in};
  const time_form local{type, true, digits_only, known.in};
  const auto shown = known.time.digits;
  const auto by_zone = known.in.instant(shown);
  if (!digits_only) {
    const auto at = known.time.offset ? known.time.utc() : shown;
    const auto found = finds(way, what, known, at, utc);
    if (!found) return found.problem();
    // A time without a zone that is found with any offset is compared digit by digit.
    const bool certain = known.time.offset || by_zone == shown;
    if (*found && certain) return std::optional{utc};
    if (*found) {
      const auto again = finds(way, what, known, by_zone, local);
      if (!again) return again.problem();
      if (*again) return std::optional{time_form{type, true, true, known.in}};
      const auto still = finds(way, what, known, at, utc);
      if (!still) return still.problem();
      return *still ? std::optional{utc} : std::nullopt;
    }
  }
  const auto found = finds(way, what, known, by_zone, local);
  if (!found) return found.problem();
  return *found ? std::optional{local} : std::nullopt;
}

problem not_found(const inquiry& what, const written_time& time) {
  return wrong(what,
               "a row is not found by its own " + what.modified + ", " + iso_digits(time.digits) +
                   (time.offset ? iso_offset(*time.offset) : "") +
                   ", neither in UTC nor with the offset of acumatica.time_zone",
               "Set acumatica.time_zone to the time zone of the Acumatica user, and check that the "
               "column is a plain field and no formula.");
}

/// How often a row that changes between two questions is asked for again.
constexpr int most_tries = 5;

}  // namespace

expected<columns> read_columns(client& way, const inquiry& what) {
  if (what.key.empty())
    return wrong(what, "no key; expected the columns to order by", "Set key in the settings.");
  if (what.from == inquiry::entity)
    return wrong(what, "an entity is read by key only", "Set source to gi or dac in the settings.");
  if (what.from == inquiry::dac) return columns{};
  const auto body = way.get(metadata_path(way.settings()));
  if (!body) return body.problem();
  const auto read = read_metadata(*body, what.name);
  if (!read.readable)
    return problem{trouble::transport,
                   "$metadata: not readable",
                   "The node repeats the request. If this lasts, ask the Acumatica administrator.",
                   {}};
  if (!read.found)
    return wrong(what, "not exposed; exposed are " + joined(read.inquiries),
                 "Check the name, the box \"Expose via OData\" (Generic Inquiry, SM208000) and the "
                 "rights of the user.");
  if (auto lack = lacks_column(what, *read.found)) return std::move(*lack);
  return *read.found;
}

expected<time_form> calibrate(client& way, const inquiry& what, const columns& about) {
  const auto& how = way.settings();
  const auto protocol = protocol_of(how, what);
  auto type = about.type_of(what.modified);
  if (type == edm::unknown) type = edm::date_time_offset;
  if (what.modified.empty() || (type != edm::date_time && type != edm::date_time_offset))
    return wrong(what, "column \"" + what.modified + "\" is no time",
                 "Set modified to the column with the time of the last change.");
  if (protocol == odata::v3 && type == edm::date_time && how.time_zone.empty())
    return wrong(what, "acumatica.time_zone is empty; OData v3 needs it",
                 "Set acumatica.time_zone to the time zone of the Acumatica user, such as "
                 "Europe/Berlin.");
  auto in = zone::find(how.time_zone);
  if (!in) return in.problem();
  std::string before;
  for (int tries = 1;; ++tries) {
    const auto row = first_row(way, what, what.modified + " ne null");
    if (!row) return row.problem();
    if (!*row)
      return problem{trouble::absent,
                     "inquiry \"" + what.name + "\": has no row with a " + what.modified,
                     "Check the conditions of the inquiry and the rights of the user.",
                     {}};
    const auto* const value = (*row)->find(what.modified);
    const auto text = value == nullptr ? std::string{} : value->text();
    const auto shown = read_iso(text);
    if (!shown)
      return wrong(what, "column " + what.modified + " shows no time",
                   "Set modified to the column with the time of the last change.");
    auto found = form_of(way, what, {same_key(**row, what, about, protocol), *shown, *in}, type);
    if (!found) return found.problem();
    if (*found) return std::move(**found);
    if (text == before || tries == most_tries) return not_found(what, *shown);
    before = text;  // another time is shown if the row has changed
  }
}

expected<nothing> probe_resume(client& way, const inquiry& what, const columns& about) {
  const auto& key = what.key.front();
  for (int tries = 1;; ++tries) {
    const auto rows = fetch_page(
        way, what, {.filter = all_of({what.filter}), .order = listed(what.key), .top = 3});
    if (!rows) return rows.problem();
    // Rows without a key are in front of all others, and cannot be compared.
    if (rows->empty() || rows->back().key == "null") return nothing{};
    const auto& known = rows->back().key;
    const auto from = literal(known, about.type_of(key), protocol_of(way.settings(), what));
    const auto found = fetch_page(way, what,
                                  {.filter = all_of({key + " ge " + from, what.filter}),
                                   .order = listed(what.key),
                                   .top = 1});
    if (!found) return found.problem();
    if (!found->empty() && found->front().key == known) return nothing{};
    if (tries < 2) continue;  // the row may have been deleted meanwhile
    return wrong(
        what, "cannot be resumed: rows from " + key + " " + from + " on do not begin with it",
        "Use a plain text or number as first key column: inventoryCD instead of inventoryID, "
        "and no formula.");
  }
}

expected<bool> has_rows(client& way, const inquiry& what) {
  const auto row = first_row(way, what, {});
  if (!row) return row.problem();
  return row->has_value();
}

expected<facts> survey(client& way, const inquiry& what, bool bounded) {
  auto about = read_columns(way, what);
  if (!about) return about.problem();
  facts made{std::move(*about), {}};
  if (!bounded) {
    if (auto in = zone::find(way.settings().time_zone)) made.time.in = std::move(*in);
    return made;
  }
  auto time = calibrate(way, what, made.about);
  if (!time) return time.problem();
  made.time = std::move(*time);
  return made;
}

}  // namespace acumage::erp
