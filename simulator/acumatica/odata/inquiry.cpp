#include "simulator/acumatica/odata/inquiry.hpp"

#include "messages/json_text.hpp"
#include "simulator/acumatica/errors.hpp"
#include "simulator/acumatica/odata/query.hpp"
#include "simulator/acumatica/odata/row_json.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

namespace acumage::simulator::acumatica {
namespace {

/// A blank as in an address.
std::string url_encoded_name(std::string_view name) {
  std::string text;
  for (const char c : name) {
    if (c == ' ') {
      text += "%20";
    } else {
      text += c;
    }
  }
  return text;
}

/// The address of the service, with the tenant that really answers.
std::string service_url(const call& by, const std::string& base_url) {
  std::string path = by.to.service;
  const std::string named = '/' + by.to.tenant;
  if (const auto at = path.rfind(named); at != std::string::npos && by.who.tenant != by.to.tenant)
    path.replace(at + 1, by.to.tenant.size(), by.who.tenant);
  return base_url + path;
}

/// Does the query name a column in a way that the fault forbids?
bool is_unanswerable(const query& what, const schema& of, const strikes& faults) {
  const auto forbids = [&](std::size_t place, bool only_shown) {
    const auto name = of.columns[place].name;
    return faults.names(trouble::missing_column, name) ||
           (!only_shown && faults.names(trouble::formula_column, name));
  };
  const auto filtered = what.where.columns();
  return std::any_of(filtered.begin(), filtered.end(),
                     [&](auto place) { return forbids(place, false); }) ||
         std::any_of(what.order.begin(), what.order.end(),
                     [&](const auto& one) { return forbids(one.column, false); }) ||
         std::any_of(what.select.begin(), what.select.end(),
                     [&](auto place) { return forbids(place, true); });
}

std::vector<std::size_t> shown_columns(const query& what, const schema& of, const strikes& faults) {
  std::vector<std::size_t> shown = what.select;
  if (shown.empty()) {
    shown.resize(of.columns.size());
    std::iota(shown.begin(), shown.end(), std::size_t{0});
  }
  std::erase_if(shown, [&](auto place) {
    return faults.names(trouble::missing_column, of.columns[place].name);
  });
  return shown;
}

void begin(std::string& to, const call& by, const std::string& base_url) {
  const bool old = by.to.speaks == dialect::odata_v3;
  to = old ? "{\"odata.metadata\":" : "{\"@odata.context\":";
  append_json_string(to, service_url(by, base_url) + "/$metadata#" + url_encoded_name(by.to.name));
  to += ",\"value\":[";
}

fields key_fields(const schema& of, const row& one) {
  fields made;
  for (std::size_t i = 0; i < of.key_count; ++i)
    made.emplace(of.columns[i].name, text_from(of.columns[i], one[i]));
  return made;
}

/// What happens between this page and the next one.
void disturb(site& of, const schema& shape, const strikes& faults, const fields& behind) {
  if (behind.empty()) return;
  if (faults.has(trouble::row_changes)) static_cast<void>(of.data.write(shape.of, {behind}, {}));
  if (faults.has(trouble::row_vanishes)) static_cast<void>(of.data.remove(shape.of, {behind}, {}));
}

bool wants_json(const request& what) {
  const auto format = option_of(what.target, "$format");
  return what.accept.find("json") != std::string_view::npos || (format && *format == "json");
}

/// The rows of one page, written. What is behind it is left in `behind`.
std::string page_json(site& of, const call& by, query what, const schema& shape, fields& behind,
                      std::size_t& count) {
  const auto* cut = by.faults.find(trouble::page_cut);
  const std::size_t most = cut != nullptr ? static_cast<std::size_t>(cut->value)
                                          : std::numeric_limits<std::size_t>::max();
  const bool parameters_lack = by.faults.has(trouble::needs_parameters) && !by.to.with_parameters;
  const bool has_rows =
      by.who.tenant == of.setup.tenant && !parameters_lack && !by.faults.has(trouble::silent_empty);
  if (by.faults.has(trouble::order_ignored)) what.order = {{0, true}};
  const row_writer writer{shape, shown_columns(what, shape, by.faults), by.to.speaks, of.setup.zone,
                          by.faults};
  std::string body;
  begin(body, by, of.base_url);
  if (has_rows) {
    of.data.read(shape.of, [&](const table& rows) {
      const page found = chosen(rows, what, most);
      for (const auto* one : found.rows) {
        if (count > 0) body += ',';
        writer.write(body, *one, count++ == 0);
      }
      if (found.behind != nullptr) behind = key_fields(shape, *found.behind);
    });
  }
  return body += "]}";
}

}  // namespace

answer answer_inquiry(site& of, const call& by) {
  const schema* shape = by.to.of_class ? class_named(by.to.name) : inquiry_named(by.to.name);
  if (shape == nullptr) return not_found();
  if (by.faults.has(trouble::forbidden)) return forbidden(shape->inquiry);
  const auto what = inquiry_query(by.what.target, *shape, by.to.speaks, of.setup.zone);
  if (!what || by.faults.has(trouble::no_body) || is_unanswerable(*what, *shape, by.faults))
    return without_body();
  if (by.to.speaks == dialect::odata_v3 && !wants_json(by.what))
    return {.body =
                "<?xml version=\"1.0\" encoding=\"utf-8\"?><feed "
                "xmlns=\"http://www.w3.org/2005/Atom\"><title type=\"text\"/></feed>",
            .content_type = "application/atom+xml;type=feed;charset=utf-8"};
  fields behind;
  std::size_t count = 0;
  answer made{.body = page_json(of, by, *what, *shape, behind, count)};
  disturb(of, *shape, by.faults, behind);
  if (of.setup.after_page) of.setup.after_page(by.to.label(), count);
  return made;
}

answer answer_services(const call& by, const std::string& base_url) {
  const bool old = by.to.speaks == dialect::odata_v3;
  json_writer json;
  json.object().key(old ? "odata.metadata" : "@odata.context");
  json.string(service_url(by, base_url) + "/$metadata").key("value").array();
  for (const auto& one : all_schemas()) {
    const auto name = by.to.of_class ? one.dac : one.inquiry;
    if (name.empty()) continue;
    json.object().key("name").string(name);
    if (!old) json.key("kind").string("EntitySet");
    json.key("url").string(name).end();
  }
  json.end().end();
  return {.body = json.take()};
}

/// In the order of their time.
answer answer_deleted(site& of, const call& by) {
  const schema* const shape = class_named(by.to.name);
  if (shape == nullptr) return not_found();
  static const schema columns{
      entity::item,
      "deleted",
      "",
      "",
      1,
      {{"RefNoteID", column_type::guid}, {"DeleteDate", column_type::time}}};
  const auto what = inquiry_query(by.what.target, columns, dialect::odata_v4, of.setup.zone);
  if (!what) return without_body();
  std::string body = "{\"@odata.context\":";
  append_json_string(body,
                     service_url(by, of.base_url) + "/$metadata#Collection(" + by.to.name + ')');
  body += ",\"value\":[";
  std::size_t passed = 0;
  std::size_t count = 0;
  const row_writer writer{columns, {0, 1}, dialect::odata_v4, of.setup.zone, by.faults};
  if (by.who.tenant == of.setup.tenant) {
    for (const auto& one : of.data.deleted(shape->of)) {
      const row record{cell{one.note_id}, time_cell(one.at)};
      if (!what->where.fits(record) || passed++ < what->skip) continue;
      if (what->top && count == *what->top) break;
      if (count > 0) body += ',';
      writer.write(body, record, count++ == 0);
    }
  }
  return {.body = body + "]}"};
}

}  // namespace acumage::simulator::acumatica
