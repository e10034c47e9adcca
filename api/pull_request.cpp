#include "api/pull_request.hpp"

#include "api/parameter_rules.hpp"
#include "messages/pull.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace acumage::api {

namespace {

struct wanted {
  pull_job job;
  std::optional<acumage::entity> entity;
  bool all = false;
  bool delta = false;
  std::optional<std::int64_t> since_us;
  named_keys keys;
};

constexpr std::array<rule<wanted>, 1> selects{{
    {"key", [](std::string_view text, wanted& to) { return to.keys.take(text); }, true},
}};

constexpr std::array<rule<wanted>, 8> beside{{
    {"entity", [](std::string_view text,
                  wanted& to) { return take_word(entity_from(text), entity_names, to.entity); }},
    {"all", [](std::string_view text, wanted& to) { return take_switch(text, to.all); }},
    {"delta", [](std::string_view text, wanted& to) { return take_switch(text, to.delta); }},
    {"since", [](std::string_view text, wanted& to) { return take_time(text, to.since_us); }},
    {"dry_run",
     [](std::string_view text, wanted& to) { return take_switch(text, to.job.dry_run); }},
    {"force", [](std::string_view text, wanted& to) { return take_switch(text, to.job.force); }},
    {"accept_empty",
     [](std::string_view text, wanted& to) { return take_switch(text, to.job.accept_empty); }},
    {"absent",
     [](std::string_view text, wanted& to) {
       to.job.absent_zero = text == "zero";
       return text == "zero" || text == "keep" ? complaint{} : complaint{"keep or zero"};
     }},
}};

}  // namespace

result<pull_job> read_pull_request(const name_values& given) {
  wanted to;
  if (auto read = read_all<wanted>(given, selects, beside, to); !read) return read.problem();
  const bool since = to.since_us.has_value();
  if (auto one = one_selection(
          to.entity, entity_names,
          {{"all", to.all}, {"delta", to.delta}, {"since", since}, {"key", !to.keys.list.empty()}});
      !one)
    return one.problem();
  auto& job = to.job;
  job.entity = *to.entity;
  job.keys = std::move(to.keys.list);
  if (since) job.since = ticks_of(*to.since_us);
  job.scope = to.all     ? pull_scope::all
              : to.delta ? pull_scope::delta
              : since    ? pull_scope::since
                         : pull_scope::keys;
  if (job.absent_zero && (job.scope != pull_scope::all || job.entity != entity::inventory))
    return error{errc::invalid,
                 "parameter absent = zero: not for this selection; expected inventory, and all",
                 {}};
  return std::move(job);
}

}  // namespace acumage::api
