#include "api/intake_routes.hpp"

#include "acumatica/change_json.hpp"
#include "api/media_type.hpp"
#include "messages/json_text.hpp"

namespace acumage::api {

namespace {

std::string receipt_json(const receipt& taken) {
  const auto count = [](std::size_t rows) { return static_cast<std::uint64_t>(rows); };
  json_writer json;
  json.object().key("accepted").number(count(taken.accepted));
  json.key("duplicates").number(count(taken.duplicates));
  json.key("unrouted").number(count(taken.unrouted));
  json.key("discarded").number(count(taken.discarded));
  return json.end().take();
}

reply foreign_type(const request& asked, std::string_view expected) {
  return error_reply(
      415, "unsupported_type",
      "Content-Type = " + std::string{asked.content_type} + "; expected " + std::string{expected});
}

reply submitted(intake_port& port, result<submission> read) {
  if (!read.ok()) return error_reply(read.problem());
  const auto taken = port.submit(std::move(*read));
  if (!taken.ok()) return error_reply(taken.problem());
  return json_reply(200, receipt_json(*taken));
}

reply push(intake_port& port, const intake_sources& from, const request& asked) {
  const auto type = media_type_of(asked.content_type);
  if (type != media_type::json && type != media_type::none)
    return foreign_type(asked, "application/json in UTF-8");
  const auto how = from.reading();
  return submitted(port, acumatica::read_notification(asked.body, *how, from.wall_us()));
}

reply changes(intake_port& port, const intake_sources& from, const request& asked) {
  const auto type = media_type_of(asked.content_type);
  if (type == media_type::foreign)
    return foreign_type(asked, "application/json or application/x-ndjson in UTF-8");
  const auto form = type == media_type::ndjson ? acumatica::changes_form::ndjson
                                               : acumatica::changes_form::by_content;
  const auto how = from.reading();
  return submitted(port, acumatica::read_changes(asked.body, form, *how, from.wall_us()));
}

}  // namespace

router intake_routes(intake_port& port, intake_sources from) {
  router routes;
  routes.post("/push", [&port, from](const request& asked) { return push(port, from, asked); });
  routes.post("/changes",
              [&port, from](const request& asked) { return changes(port, from, asked); });
  routes.get("/livez", [](const request&) { return word_reply(200, "alive"); });
  routes.get("/readyz", [&port](const request&) {
    return port.why_not_ready().empty() ? word_reply(200, "ready") : word_reply(503, "unready");
  });
  return routes;
}

}  // namespace acumage::api
