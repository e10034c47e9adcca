#include "api/reconcile_request.hpp"

#include "api/parameter_rules.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace acumage::api {

namespace {

constexpr std::size_t most_sampled = 10'000;
constexpr std::string_view compared = "pricing, inventory, shipment or order";

struct wanted {
  reconcile_order order;
  std::optional<acumage::entity> entity;
  bool all = false;
  named_keys keys;
};

constexpr std::array<rule<wanted>, 1> selects{{
    {"key", [](std::string_view text, wanted& to) { return to.keys.take(text); }, true},
}};

constexpr std::array<rule<wanted>, 4> beside{{
    {"entity", [](std::string_view text,
                  wanted& to) { return take_word(entity_from(text), compared, to.entity); }},
    {"all", [](std::string_view text, wanted& to) { return take_switch(text, to.all); }},
    {"sample",
     [](std::string_view text, wanted& to) {
       return take_number<std::size_t>(text, 1, most_sampled, to.order.sample);
     }},
    {"fix",
     [](std::string_view text, wanted& to) {
       if (text != "store" && text != "node") return complaint{"store or node"};
       to.order.fix = text == "store" ? reconcile_fix::store : reconcile_fix::node;
       return complaint{};
     }},
}};

}  // namespace

result<reconcile_order> read_reconcile_request(const name_values& given) {
  wanted to;
  if (auto read = read_all<wanted>(given, selects, beside, to); !read) return read.problem();
  const bool sample = to.order.sample > 0;
  if (auto one =
          one_selection(to.entity, compared,
                        {{"all", to.all}, {"sample", sample}, {"key", !to.keys.list.empty()}});
      !one)
    return one.problem();
  to.order.entity = *to.entity;
  to.order.keys = std::move(to.keys.list);
  to.order.scope = to.all   ? reconcile_scope::all
                   : sample ? reconcile_scope::sample
                            : reconcile_scope::keys;
  return std::move(to.order);
}

}  // namespace acumage::api
