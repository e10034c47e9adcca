#include "api/first_load_request.hpp"

#include "api/parameter_rules.hpp"

#include <array>
#include <string>
#include <string_view>
#include <utility>

namespace acumage::api {

namespace {

struct wanted {
  first_load_order order;
  bool all = false;
};

constexpr std::array<rule<wanted>, 1> selects{{
    {"entity",
     [](std::string_view text, wanted& to) {
       const auto which = entity_from(text);
       if (!which) return complaint{entity_names};
       to.order.entities.push_back(*which);
       return complaint{};
     },
     true},
}};

constexpr std::array<rule<wanted>, 3> beside{{
    {"all", [](std::string_view text, wanted& to) { return take_switch(text, to.all); }},
    {"dry_run",
     [](std::string_view text, wanted& to) { return take_switch(text, to.order.dry_run); }},
    {"restart",
     [](std::string_view text, wanted& to) { return take_switch(text, to.order.restart); }},
}};

struct answer {
  first_load_answer agreed;
  bool yes = false;
};

constexpr std::array<rule<answer>, 3> answers{{
    {"yes", [](std::string_view text, answer& to) { return take_switch(text, to.yes); }},
    {"create_customers", [](std::string_view text,
                            answer& to) { return take_switch(text, to.agreed.create_customers); }},
    {"create_shipments", [](std::string_view text,
                            answer& to) { return take_switch(text, to.agreed.create_shipments); }},
}};

}  // namespace

result<first_load_order> read_first_load_request(const name_values& given) {
  wanted to;
  if (auto read = read_all<wanted>(given, selects, beside, to); !read) return read.problem();
  if (to.all == !to.order.entities.empty())
    return error{errc::invalid,
                 std::string{"selection: "} + (to.all ? "entity and all" : "empty") +
                     "; expected one of entity, and all for those that are on and have an inquiry",
                 {}};
  return std::move(to.order);
}

result<first_load_answer> read_first_load_answer(const name_values& given) {
  answer to;
  if (auto read = read_all<answer>(given, {}, answers, to); !read) return read.problem();
  if (!to.yes)
    return error{errc::invalid, "parameter yes: missing; expected true, to agree to the load", {}};
  return to.agreed;
}

}  // namespace acumage::api
