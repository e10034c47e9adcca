#include "api/reconcile_request.hpp"

#include "messages/key.hpp"

#include <charconv>
#include <set>
#include <string>
#include <string_view>

namespace acumage::api {

namespace {

constexpr std::size_t most_sampled = 10'000;

error wrong(const std::string& name, const std::string& value, std::string_view expected) {
  return {errc::invalid,
          "parameter " + name + " = " + value + "; expected " + std::string{expected},
          {}};
}

struct reader {
  reconcile_order order;
  bool has_entity = false;
  bool all = false;
  bool sample = false;
  std::set<std::string> keys;  // folded

  status take(const std::string& name, const std::string& value);
  status take_sample(const std::string& value);
  status take_key(const std::string& value);
};

status reader::take_sample(const std::string& value) {
  const auto* const end = value.data() + value.size();
  const auto [stop, problem] = std::from_chars(value.data(), end, order.sample);
  if (problem != std::errc{} || stop != end || order.sample == 0 || order.sample > most_sampled)
    return wrong("sample", value, "1 to 10000");
  sample = true;
  return done();
}

status reader::take_key(const std::string& value) {
  const std::string key{trimmed(value)};
  if (key.empty())
    return error{errc::invalid, "parameter key: empty; expected the key of a record", {}};
  if (keys.insert(fold_key(key)).second) order.keys.push_back(key);
  return done();
}

status reader::take(const std::string& name, const std::string& value) {
  if (name == "entity") {
    const auto which = entity_from(value);
    if (!which) return wrong(name, value, "pricing, inventory, shipment or order");
    order.entity = *which;
    has_entity = true;
    return done();
  }
  if (name == "all") {
    if (value != "true" && value != "false") return wrong(name, value, "true or false");
    all = value == "true";
    return done();
  }
  if (name == "sample") return take_sample(value);
  if (name == "key") return take_key(value);
  if (name == "fix") {
    if (value != "store" && value != "node") return wrong(name, value, "store or node");
    order.fix = value == "store" ? reconcile_fix::store : reconcile_fix::node;
    return done();
  }
  return error{
      errc::invalid, "parameter " + name + ": unknown; expected entity, all, sample, key, fix", {}};
}

}  // namespace

result<reconcile_order> read_reconcile_request(const name_values& given) {
  reader to;
  std::set<std::string_view> seen;
  for (const auto& [name, value] : given) {
    if (name != "key" && !seen.insert(name).second)
      return error{errc::invalid, "parameter " + name + ": given twice; expected once", {}};
    if (auto taken = to.take(name, value); !taken) return taken.problem();
  }
  if (!to.has_entity)
    return error{errc::invalid,
                 "parameter entity: missing; expected pricing, inventory, shipment or order",
                 {}};
  const int selections = (to.all ? 1 : 0) + (to.sample ? 1 : 0) + (to.keys.empty() ? 0 : 1);
  if (selections != 1)
    return error{
        errc::invalid,
        std::string{selections == 0 ? "selection: empty" : "selection: several are given"} +
            "; expected one of all, sample and key",
        {}};
  to.order.scope = to.all      ? reconcile_scope::all
                   : to.sample ? reconcile_scope::sample
                               : reconcile_scope::keys;
  return to.order;
}

}  // namespace acumage::api
