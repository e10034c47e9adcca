#include "node/alert_text.hpp"

#include "messages/json_text.hpp"

#include <chrono>

namespace acumage::node {

std::string alert_json(const policy::alert& what, const alert_sender& from, std::int64_t now_us) {
  const auto lasted = std::chrono::duration_cast<std::chrono::microseconds>(what.lasted).count();
  const std::string state = what.firing ? "firing" : "resolved";
  json_writer json;
  json.object().key("id").string(from.id).key("state").string(state);
  json.key("cause").string(to_string(what.what.cause)).key("entity");
  if (what.what.lane)
    json.string(to_string(*what.what.lane));
  else
    json.null();
  json.key("message").string(what.what.words);
  json.key("text").string("acumage on " + from.host + ", " + state + ": " + what.what.words);
  json.key("since").string(rfc3339(now_us - lasted)).key("at").string(rfc3339(now_us));
  json.key("host").string(from.host).key("version").string(from.version);
  return json.end().take();
}

}  // namespace acumage::node
