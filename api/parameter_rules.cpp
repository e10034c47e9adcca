#include "api/parameter_rules.hpp"

#include "messages/key.hpp"

namespace acumage::api {

complaint take_switch(std::string_view text, bool& to) {
  if (text != "true" && text != "false") return "true or false";
  to = text == "true";
  return {};
}

complaint take_time(std::string_view text, std::optional<std::int64_t>& to) {
  const auto read = parse_rfc3339(text);
  if (!read.ok()) return "RFC 3339 such as 2026-08-14T10:02:11Z or 2026-08-14T12:02:11+02:00";
  to = *read;
  return {};
}

complaint named_keys::take(std::string_view text) {
  const auto key = trimmed(text);
  if (key.empty()) return "the key of a record";
  if (folded.insert(fold_key(key)).second) list.emplace_back(key);
  return {};
}

error unknown_name(std::string_view name, const std::string& known) {
  return {errc::invalid, "parameter " + std::string{name} + ": unknown; expected " + known, {}};
}

error wrong_value(std::string_view name, std::string_view value, std::string_view expected) {
  return {errc::invalid,
          "parameter " + std::string{name} + " = " + std::string{value} + "; expected " +
              std::string{expected},
          {}};
}

status one_selection(const std::optional<entity>& which, std::string_view entities,
                     std::initializer_list<selection> offered) {
  if (!which)
    return error{errc::invalid, "parameter entity: missing; expected " + std::string{entities}, {}};
  std::string names;
  int given = 0;
  for (const auto& each : offered) {
    const bool last = &each == offered.end() - 1;
    names += (names.empty() ? "" : last ? " and " : ", ") + std::string{each.name};
    given += each.given ? 1 : 0;
  }
  if (given == 1) return done();
  return error{errc::invalid,
               std::string{given == 0 ? "selection: empty" : "selection: several are given"} +
                   "; expected one of " + names,
               {}};
}

}  // namespace acumage::api
