#include "simulator/acumatica/control.hpp"

#include "messages/json_text.hpp"
#include "simulator/acumatica/odata/query.hpp"
#include "simulator/acumatica/site.hpp"
#include "simulator/acumatica/tables/loader.hpp"

#include <simdjson.h>

#include <charconv>

namespace acumage::simulator::acumatica {
namespace {

using simdjson::dom::element;
using simdjson::dom::object;

answer refusal(const error& problem) {
  json_writer json;
  json.object().key("error").object().key("code").string(to_string(problem.code));
  json.key("message").string(problem.message).end().end();
  return {.status = problem.code == errc::not_found ? 404 : 400, .body = json.take()};
}

error bad(std::string_view name, std::string_view expected) {
  return {errc::invalid, std::string{name} + ": expected " + std::string{expected}, {}};
}

/// A row of strings, numbers, booleans and nulls.
std::optional<fields> fields_from(const element& json) {
  object members;
  if (json.get(members) != simdjson::SUCCESS) return std::nullopt;
  fields made;
  for (const auto& [name, value] : members) {
    std::string_view text;
    auto& to = made[std::string{name}];
    if (value.is_null()) continue;
    to = value.get(text) == simdjson::SUCCESS ? std::string{text} : simdjson::minify(value);
  }
  return made;
}

std::optional<push_fate> fate_from(std::string_view name) {
  if (name == "send") return push_fate::send;
  if (name == "drop") return push_fate::drop;
  if (name == "lose") return push_fate::lose;
  return std::nullopt;
}

struct edit {
  entity of = entity::item;
  std::vector<fields> rows;
  how way;
};

std::optional<edit> edit_from(const element& json) {
  edit made;
  std::string_view name;
  simdjson::dom::array rows;
  if (json.at_key("entity").get(name) != simdjson::SUCCESS) return std::nullopt;
  const auto* shape = table_named(name);
  if (shape == nullptr || json.at_key("rows").get(rows) != simdjson::SUCCESS) return std::nullopt;
  made.of = shape->of;
  for (const element one : rows) {
    auto row_fields = fields_from(one);
    if (!row_fields) return std::nullopt;
    made.rows.push_back(std::move(*row_fields));
  }
  std::int64_t delay = 0;
  if (json.at_key("commit_delay_ms").get(delay) == simdjson::SUCCESS)
    made.way.commit_delay = std::chrono::milliseconds{delay};
  std::string_view push;
  const bool chooses = json.at_key("push").get(push) == simdjson::SUCCESS;
  const auto fate = fate_from(chooses ? push : "send");
  if (!fate) return std::nullopt;
  made.way.push = *fate;
  return made;
}

using edit_function = result<std::int64_t> (database::*)(entity, const std::vector<fields>&,
                                                         const how&);

/// Appends the TimeStamps of the transactions.
status run_edits(site& of, const element& list, edit_function with, json_writer& to) {
  simdjson::dom::array edits;
  if (list.get(edits) != simdjson::SUCCESS) return bad("write, remove", "a list");
  for (const element one : edits) {
    const auto what = edit_from(one);
    if (!what)
      return bad("write, remove",
                 "such as {\"entity\":\"item\",\"rows\":[{\"InventoryID\":\"A-1\"}],"
                 "\"commit_delay_ms\":0,\"push\":\"send\"} with push send, drop or lose");
    const auto written = (of.data.*with)(what->of, what->rows, what->way);
    if (!written) return written.problem();
    to.number(*written);
  }
  return done();
}

status arm(site& of, const element& list, json_writer& to) {
  simdjson::dom::array faults;
  if (list.get(faults) != simdjson::SUCCESS) return bad("faults", "a list");
  for (const element one : faults) {
    auto what = fault_from_json(simdjson::minify(one));
    if (!what) return what.problem();
    to.number(of.faults.arm(std::move(*what)));
  }
  return done();
}

void take_number(const element& from, std::string_view name, std::size_t& to) {
  std::uint64_t number = 0;
  if (from.at_key(name).get(number) == simdjson::SUCCESS) to = number;
}

void take_number(const element& from, std::string_view name, unsigned& to) {
  std::size_t number = to;
  take_number(from, name, number);
  to = static_cast<unsigned>(number);
}

void load_from(site& of, const element& from) {
  sizes made;
  take_number(from, "items", made.items);
  take_number(from, "warehouses", made.warehouses);
  take_number(from, "sales_prices", made.sales_prices);
  take_number(from, "customers", made.customers);
  take_number(from, "orders", made.orders);
  take_number(from, "shipments", made.shipments);
  load(of.data, made, of.clock.now());
}

void change_licence(site& of, const element& from) {
  auto terms = of.queue.terms();
  take_number(from, "seats", terms.seats);
  take_number(from, "cores", terms.cores);
  take_number(from, "queue", terms.queue);
  take_number(from, "per_minute", terms.per_minute);
  of.queue.change(terms);
}

void redirect_pushes(site& of, const element& from) {
  push_options made = of.setup.push;
  std::string_view text;
  if (from.at_key("url").get(text) == simdjson::SUCCESS) made.url = text;
  if (from.at_key("header").get(text) == simdjson::SUCCESS) made.header = text;
  if (from.at_key("secret").get(text) == simdjson::SUCCESS) made.secret = text;
  of.pushes.redirect(std::move(made));
}

bool is_true(const element& from, std::string_view name) {
  bool value = false;
  return from.at_key(name).get(value) == simdjson::SUCCESS && value;
}

/// What needs no answer.
void adjust(site& of, const element& body) {
  element part;
  std::int64_t step = 0;
  if (body.at_key("step_ms").get(step) == simdjson::SUCCESS)
    of.clock.step(std::chrono::milliseconds{step});
  if (body.at_key("licence").get(part) == simdjson::SUCCESS) change_licence(of, part);
  if (body.at_key("push").get(part) == simdjson::SUCCESS) redirect_pushes(of, part);
  if (body.at_key("load").get(part) == simdjson::SUCCESS) load_from(of, part);
  if (is_true(body, "end_sessions")) of.sessions.kill_all();
  if (is_true(body, "unlock")) of.sessions.unlock();
}

error unknown_member(std::string_view name) {
  return bad(name,
             "clear_faults, faults, step_ms, licence, push, load, end_sessions, unlock, write, "
             "remove or resend_lost");
}

bool is_known(std::string_view name) {
  for (const std::string_view one : {"clear_faults", "faults", "step_ms", "licence", "push", "load",
                                     "end_sessions", "unlock", "write", "remove", "resend_lost"})
    if (one == name) return true;
  return false;
}

answer act(site& of, std::string_view body) {
  simdjson::dom::parser parser;
  element all;
  object members;
  if (parser.parse(body.data(), body.size()).get(all) != simdjson::SUCCESS ||
      all.get(members) != simdjson::SUCCESS)
    return refusal(bad("body", "a JSON object"));
  for (const auto& one : members)
    if (!is_known(one.key)) return refusal(unknown_member(one.key));
  if (is_true(all, "clear_faults")) of.faults.clear_all();
  json_writer json;
  element part;
  status outcome = done();
  json.object().key("faults").array();
  if (all.at_key("faults").get(part) == simdjson::SUCCESS) outcome = arm(of, part, json);
  if (!outcome) return refusal(outcome.problem());
  json.end().key("timestamps").array();
  adjust(of, all);
  if (all.at_key("write").get(part) == simdjson::SUCCESS)
    outcome = run_edits(of, part, &database::write, json);
  if (outcome && all.at_key("remove").get(part) == simdjson::SUCCESS)
    outcome = run_edits(of, part, &database::remove, json);
  if (!outcome) return refusal(outcome.problem());
  const auto sent = is_true(all, "resend_lost") ? of.pushes.resend_lost() : 0;
  json.end().key("resent").number(static_cast<std::uint64_t>(sent)).end();
  return {.body = json.take()};
}

answer rows_of(site& of, std::string_view target) {
  const auto* shape = table_named(option_of(target, "entity").value_or(""));
  if (shape == nullptr)
    return refusal({errc::not_found,
                    "entity: expected item, quantity, sales_price, customer, order, order_line, "
                    "shipment or lost_push",
                    {}});
  std::size_t top = 1000;
  const auto text = option_of(target, "top").value_or("1000");
  std::from_chars(text.data(), text.data() + text.size(), top);
  json_writer json;
  json.array();
  of.data.read(shape->of, [&](const table& rows) {
    for (const auto& [key, one] : rows.rows()) {
      if (top-- == 0) return;
      json.object();
      for (const auto& [name, value] : fields_of(*shape, one)) {
        json.key(name);
        if (value) {
          json.string(*value);
        } else {
          json.null();
        }
      }
      json.end();
    }
  });
  json.end();
  return {.body = json.take()};
}

}  // namespace

std::string state_json(site& of) {
  json_writer json;
  const auto requests = of.seen.count();
  const auto sessions = of.sessions.count();
  const auto licence = of.queue.count();
  const auto pushes = of.pushes.count();
  json.object().key("now").string(iso(of.clock.now(), iso_form::utc, {}));
  json.key("requests").object().key("all").number(requests.all);
  json.key("declined").number(licence.declined);
  json.key("delayed_ms").number(static_cast<std::int64_t>(licence.delayed.count()));
  json.key("by_route").object();
  for (const auto& [name, count] : requests.by_route) json.key(name).number(count);
  json.end().end().key("sessions").object();
  json.key("open").number(static_cast<std::uint64_t>(sessions.open));
  json.key("peak").number(static_cast<std::uint64_t>(sessions.peak));
  json.key("sign_ins").number(sessions.sign_ins).key("sign_outs").number(sessions.sign_outs);
  json.key("tokens").number(sessions.tokens).key("refused").number(sessions.refused);
  json.key("wrong_passwords").number(sessions.wrong_passwords).end();
  json.key("pushes").object().key("made").number(pushes.made).key("dropped").number(pushes.dropped);
  json.key("attempts").number(pushes.attempts).key("delivered").number(pushes.delivered);
  json.key("lost").number(pushes.lost).key("waiting").number(pushes.waiting).end();
  json.key("rows").object();
  for (const auto& one : all_schemas())
    of.data.read(one.of, [&](const table& rows) {
      json.key(one.name).number(static_cast<std::uint64_t>(rows.rows().size()));
    });
  json.end().key("faults").array();
  for (const auto& one : of.faults.list()) json.raw(to_json(one));
  json.end().end();
  return json.take();
}

answer answer_control(site& of, const request& what) {
  const auto path = what.path().substr(std::string_view{"/__control"}.size());
  if (what.method == "GET" && path.empty()) return {.body = state_json(of)};
  if (what.method == "GET" && path == "/rows") return rows_of(of, what.target);
  if (what.method == "POST" && path.empty()) return act(of, what.body);
  return refusal({errc::not_found,
                  "/__control: expected GET /__control, GET /__control/rows?entity=item or POST "
                  "/__control",
                  {}});
}

}  // namespace acumage::simulator::acumatica
