#include "simulator/faults/json.hpp"

#include "messages/json_text.hpp"

#include <simdjson.h>

#include <array>
#include <functional>
#include <utility>

namespace acumage::simulator {
namespace {

constexpr std::array<std::pair<fault_answer, std::string_view>, 19> answers{{
    {fault_answer::as_usual, "as_usual"},
    {fault_answer::half, "half"},
    {fault_answer::drip, "drip"},
    {fault_answer::reset, "reset"},
    {fault_answer::refused, "refused"},
    {fault_answer::internal_error, "internal_error"},
    {fault_answer::fatal_error, "fatal_error"},
    {fault_answer::database_down, "database_down"},
    {fault_answer::bad_gateway, "bad_gateway"},
    {fault_answer::unavailable, "unavailable"},
    {fault_answer::gateway_timeout, "gateway_timeout"},
    {fault_answer::maintenance, "maintenance"},
    {fault_answer::unauthorized, "unauthorized"},
    {fault_answer::too_many_requests, "too_many_requests"},
    {fault_answer::too_many_items, "too_many_items"},
    {fault_answer::too_large, "too_large"},
    {fault_answer::save_failed, "save_failed"},
    {fault_answer::locked, "locked"},
    {fault_answer::validation_failed, "validation_failed"},
}};

constexpr std::array<std::pair<fault_effect, std::string_view>, 3> effects{{
    {fault_effect::none, "none"},
    {fault_effect::applied, "applied"},
    {fault_effect::late, "late"},
}};

using simdjson::dom::element;

/// The largest number a member may have: a day in milliseconds, and more than any count needs.
constexpr std::uint64_t largest = 86'400'000;

bool read_text(const element& value, std::string& to) {
  std::string_view text;
  if (value.get(text) != simdjson::SUCCESS) return false;
  to = text;
  return true;
}

template <class Number>
bool read_number(const element& value, Number& to) {
  std::uint64_t number = 0;
  if (value.get(number) != simdjson::SUCCESS || number > largest) return false;
  to = static_cast<Number>(number);
  return true;
}

bool read_duration(const element& value, std::chrono::milliseconds& to) {
  std::uint64_t number = 0;
  if (!read_number(value, number)) return false;
  to = std::chrono::milliseconds{number};
  return true;
}

bool read_retry_after(const element& value, fault& to) {
  std::uint64_t seconds = 0;
  if (!read_number(value, seconds)) return false;
  to.retry_after = std::chrono::seconds{seconds};
  return true;
}

template <class Value>
bool read_name(const element& value, Value& to,
               std::optional<Value> (*from)(std::string_view name)) {
  std::string_view name;
  if (value.get(name) != simdjson::SUCCESS) return false;
  const auto found = from(name);
  if (found) to = *found;
  return found.has_value();
}

bool read_probability(const element& value, double& to) {
  return value.get(to) == simdjson::SUCCESS && to >= 0 && to <= 1;
}

/// false: no such member, or not such a value.
bool read_member(std::string_view name, const element& value, fault& to) {
  if (name == "answer") return read_name(value, to.answer, fault_answer_from);
  if (name == "effect") return read_name(value, to.effect, fault_effect_from);
  if (name == "latency_ms") return read_duration(value, to.latency);
  if (name == "late_ms") return read_duration(value, to.late_by);
  if (name == "limit") return read_number(value, to.limit);
  if (name == "retry_after_s") return read_retry_after(value, to);
  if (name == "method") return read_text(value, to.where.method);
  if (name == "path") return read_text(value, to.where.path);
  if (name == "sku") return read_text(value, to.where.sku);
  if (name == "skip") return read_number(value, to.when.skip);
  if (name == "count") return read_number(value, to.when.count);
  if (name == "every") return read_number(value, to.when.every);
  if (name == "probability") return read_probability(value, to.when.probability);
  if (name == "lasts_ms") return read_duration(value, to.when.lasts);
  if (name == "seed") return read_number(value, to.when.seed);
  return false;
}

}  // namespace

std::string_view to_string(fault_answer which) {
  return answers.at(static_cast<std::size_t>(which)).second;
}

std::optional<fault_answer> fault_answer_from(std::string_view name) {
  for (const auto& [value, text] : answers)
    if (text == name) return value;
  return std::nullopt;
}

std::string_view to_string(fault_effect which) {
  return effects.at(static_cast<std::size_t>(which)).second;
}

std::optional<fault_effect> fault_effect_from(std::string_view name) {
  for (const auto& [value, text] : effects)
    if (text == name) return value;
  return std::nullopt;
}

result<fault> fault_from_json(std::string_view json) {
  simdjson::dom::parser parser;
  simdjson::dom::object members;
  if (parser.parse(json.data(), json.size()).get(members) != simdjson::SUCCESS)
    return error{
        errc::invalid, "fault: not a JSON object; expected such as {\"answer\":\"reset\"}", {}};
  fault made;
  for (const auto& member : members) {
    if (read_member(member.key, member.value, made)) continue;
    return error{
        errc::invalid,
        "fault: " + std::string{member.key} + " = " + simdjson::minify(member.value) +
            "; expected answer, effect, latency_ms, late_ms, limit, retry_after_s, "
            "method, path, sku, skip, count, every, probability, seed or lasts_ms with its "
            "value",
        {}};
  }
  if (made.answer == fault_answer::refused && made.latency.count() == 0) {
    return error{errc::invalid,
                 "fault: refused without latency_ms; expected the time after which the listener "
                 "opens again, since nobody can ask for it",
                 {}};
  }
  return made;
}

std::string to_json(const armed_fault& what) {
  const fault& how = what.what;
  json_writer json;
  json.object();
  json.key("id").number(what.id).key("struck").number(what.struck);
  json.key("answer").string(to_string(how.answer)).key("effect").string(to_string(how.effect));
  json.key("latency_ms").number(static_cast<std::int64_t>(how.latency.count()));
  json.key("late_ms").number(static_cast<std::int64_t>(how.late_by.count()));
  json.key("limit").number(static_cast<std::uint64_t>(how.limit));
  if (how.retry_after)
    json.key("retry_after_s").number(static_cast<std::int64_t>(how.retry_after->count()));
  json.key("method").string(how.where.method).key("path").string(how.where.path);
  json.key("sku").string(how.where.sku);
  json.key("skip").number(how.when.skip).key("count").number(how.when.count);
  json.key("every").number(how.when.every).key("probability").number(how.when.probability);
  json.key("seed").number(how.when.seed);
  json.key("lasts_ms").number(static_cast<std::int64_t>(how.when.lasts.count()));
  json.end();
  return json.take();
}

}  // namespace acumage::simulator
