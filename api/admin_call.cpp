#include "api/admin_call.hpp"

#include "api/filters.hpp"
#include "api/http/media_type.hpp"
#include "api/members.hpp"

namespace acumage::api {

result<name_values> values_of(const request& asked) {
  auto members = read_members(asked.body);
  if (!members.ok()) return members.problem();
  auto all = asked.parameters;
  for (auto& each : *members) all.push_back(std::move(each));
  return all;
}

router::handler expecting_json(router::handler answer) {
  return [answer = std::move(answer)](const request& asked) {
    const auto type = media_type_of(asked.content_type);
    if (!asked.body.empty() && type != media_type::json)
      return foreign_type(asked.content_type, "application/json in UTF-8");
    return answer(asked);
  };
}

router::handler without_values(router::handler answer) {
  return expecting_json([answer = std::move(answer)](const request& asked) {
    const auto given = values_of(asked);
    if (!given.ok()) return error_reply(given.problem());
    if (auto none = expect_no_values(*given); !none.ok()) return error_reply(none.problem());
    return answer(asked);
  });
}

bool slow_calls::begin() {
  if (running_.fetch_add(1) < limit_) return true;
  end();
  return false;
}

router::handler bounded(std::shared_ptr<slow_calls> by, router::handler answer) {
  return [by = std::move(by), answer = std::move(answer)](const request& asked) {
    if (!by->begin())
      return error_reply(503, to_string(errc::full),
                         std::string{asked.path} + ": too many slow calls run; expected fewer");
    const std::unique_ptr<slow_calls, void (*)(slow_calls*)> ends{
        by.get(), [](slow_calls* running) { running->end(); }};
    return answer(asked);
  };
}

}  // namespace acumage::api
