#include "api/pull_request.hpp"

#include "api/rfc3339.hpp"
#include "messages/key.hpp"

#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace acumage::api {

namespace {

constexpr std::string_view names =
    "entity, all, delta, since, key, dry_run, force, accept_empty, absent";

error wrong(const std::string& name, const std::string& value, std::string_view expected) {
  return {errc::invalid,
          "parameter " + name + " = " + value + "; expected " + std::string{expected},
          {}};
}

status take_switch(const std::string& name, const std::string& value, bool& to) {
  if (value != "true" && value != "false") return wrong(name, value, "true or false");
  to = value == "true";
  return done();
}

/// What has been given so far.
struct reader {
  pull_job job;
  bool has_entity = false;
  bool all = false;
  bool delta = false;
  bool since = false;
  std::set<std::string> keys;  // folded

  status take(const std::string& name, const std::string& value);
  status take_entity(const std::string& value);
  status take_since(const std::string& value);
  status take_key(const std::string& value);
  status take_absent(const std::string& value);
  result<pull_job> finished();
};

status reader::take_entity(const std::string& value) {
  const auto which = entity_from(value);
  if (!which) return wrong("entity", value, "pricing, inventory, shipment, customer or order");
  job.entity = *which;
  has_entity = true;
  return done();
}

status reader::take_since(const std::string& value) {
  const auto at = parse_rfc3339(value);
  if (!at.ok()) return wrong("since", value, "RFC 3339 such as 2026-08-14T10:02:11Z");
  job.since = ticks_of(*at);
  since = true;
  return done();
}

status reader::take_key(const std::string& value) {
  const std::string key{trimmed(value)};
  if (key.empty())
    return error{errc::invalid, "parameter key: empty; expected the key of a record", {}};
  if (keys.insert(fold_key(key)).second) job.keys.push_back(key);
  return done();
}

status reader::take_absent(const std::string& value) {
  if (value != "keep" && value != "zero") return wrong("absent", value, "keep or zero");
  job.absent_zero = value == "zero";
  return done();
}

status reader::take(const std::string& name, const std::string& value) {
  if (name == "entity") return take_entity(value);
  if (name == "all") return take_switch(name, value, all);
  if (name == "delta") return take_switch(name, value, delta);
  if (name == "since") return take_since(value);
  if (name == "key") return take_key(value);
  if (name == "dry_run") return take_switch(name, value, job.dry_run);
  if (name == "force") return take_switch(name, value, job.force);
  if (name == "accept_empty") return take_switch(name, value, job.accept_empty);
  if (name == "absent") return take_absent(value);
  return error{
      errc::invalid, "parameter " + name + ": unknown; expected " + std::string{names}, {}};
}

result<pull_job> reader::finished() {
  if (!has_entity)
    return error{
        errc::invalid,
        "parameter entity: missing; expected pricing, inventory, shipment, customer or order",
        {}};
  const int selections = (all ? 1 : 0) + (delta ? 1 : 0) + (since ? 1 : 0) + (keys.empty() ? 0 : 1);
  if (selections != 1)
    return error{
        errc::invalid,
        std::string{selections == 0 ? "selection: empty" : "selection: several are given"} +
            "; expected one of all, delta, since and key",
        {}};
  job.scope = all     ? pull_scope::all
              : delta ? pull_scope::delta
              : since ? pull_scope::since
                      : pull_scope::keys;
  if (job.absent_zero && (job.scope != pull_scope::all || job.entity != entity::inventory))
    return error{errc::invalid,
                 "parameter absent = zero: not for this selection; expected inventory, and all",
                 {}};
  return job;
}

}  // namespace

result<pull_job> read_pull_request(const name_values& given) {
  reader to;
  std::set<std::string_view> seen;
  for (const auto& [name, value] : given) {
    if (name != "key" && !seen.insert(name).second)
      return error{errc::invalid, "parameter " + name + ": given twice; expected once", {}};
    if (auto taken = to.take(name, value); !taken) return taken.problem();
  }
  return to.finished();
}

}  // namespace acumage::api
