// The admin routes for backups of the data folder.
#include "api/admin_call.hpp"
#include "api/parameter_rules.hpp"
#include "messages/json_text.hpp"

#include <array>

namespace acumage::api {

namespace {

constexpr std::array<rule<backup_order>, 2> rules{{
    {"folder",
     [](std::string_view text, backup_order& to) {
       to.folder = text;
       return complaint{text.starts_with('/') ? "" : "an absolute path"};
     }},
    {"keep",
     [](std::string_view text, backup_order& to) {
       return take_number(text, std::uint32_t{1}, std::uint32_t{1'000}, to.keep);
     }},
}};

std::string_view name_of(backup_status::stage stage) {
  switch (stage) {
    case backup_status::stage::running: return "running";
    case backup_status::stage::done: return "done";
    case backup_status::stage::failed: return "failed";
    default: return "none";
  }
}

reply answer(int status, const backup_status& last) {
  json_writer json;
  json.object().key("state").string(name_of(last.is));
  json.key("path").string_or_null(last.path);
  json.key("began_at").time_or_null(last.began_us);
  json.key("ended_at").time_or_null(last.ended_us);
  json.key("files").number(last.files).key("bytes").number(last.bytes);
  json.key("unsettled").number(last.unsettled).key("removed").number(last.removed);
  json.key("same_disk").boolean(last.same_disk);
  json.key("error").string_or_null(last.error);
  return json_reply(status, json.end().take());
}

reply start(node_port& node, const request& asked) {
  const auto given = values_of(asked);
  if (!given.ok()) return error_reply(given.problem());
  backup_order wanted;
  if (auto read = read_all<backup_order>(*given, {}, rules, wanted); !read)
    return error_reply(read.problem());
  const auto begun = node.start_backup(wanted);
  return begun.ok() ? answer(202, *begun) : error_reply(begun.problem());
}

}  // namespace

void add_backup_routes(router& routes, node_port& node) {
  routes.get("/backups",
             without_values([&node](const request&) { return answer(200, node.last_backup()); }));
  routes.post("/backups",
              expecting_json([&node](const request& asked) { return start(node, asked); }));
}

}  // namespace acumage::api
