#include "erp/page.hpp"

#include "erp/client.hpp"
#include "erp/json_value.hpp"
#include "messages/key.hpp"
#include "messages/percent_encoding.hpp"

#include <algorithm>

namespace acumage::erp {

namespace {

bool is_annotation(std::string_view name) {
  return name.find("@odata.") != name.npos || name.starts_with("odata.");
}

page_row row_of(json_value item, const inquiry& what) {
  std::erase_if(item.members, [](const auto& member) { return is_annotation(member.name); });
  const auto* const key = what.key.empty() ? nullptr : item.find(what.key.front());
  const bool has_key = key != nullptr && key->is == json_value::form::scalar;
  const auto* const modified = what.modified.empty() ? nullptr : item.find(what.modified);
  return {item.written(), has_key ? key->token : "null",
          modified == nullptr ? std::string{} : modified->text()};
}

std::string name_of(const inquiry& what) { return "inquiry \"" + what.name + "\""; }

}  // namespace

std::optional<std::string> tenant_of(std::string_view context) {
  context = context.substr(0, context.find('#'));
  std::string_view name;
  if (const auto service = context.find("/api/odata/"); service != context.npos) {
    const auto slash = context.rfind('/', service == 0 ? 0 : service - 1);
    if (slash == context.npos || slash < 2 || context.substr(slash - 2, 3) != "/t/")
      return std::nullopt;
    name = context.substr(slash + 1, service - slash - 1);
  } else if (const auto old = context.find("/OData/"); old != context.npos) {
    name = context.substr(old + 7);
    if (name.find('/') == name.npos) return std::nullopt;
    name = name.substr(0, name.find('/'));
  } else {
    return std::nullopt;
  }
  return percent_decoded(name);
}

expected<std::vector<page_row>> read_page(std::string_view body, const options& how,
                                          const inquiry& what) {
  std::vector<page_row> rows;
  std::optional<std::string> other;
  const auto on_row = [&](json_value item) {
    if (item.is != json_value::form::object) return false;
    rows.push_back(row_of(std::move(item), what));
    return true;
  };
  const auto on_member = [&](const std::string& name, const json_value& value) {
    if (name != "@odata.context" && name != "odata.metadata") return true;
    const auto tenant = tenant_of(value.text());
    if (tenant && fold_key(*tenant) != fold_key(how.tenant)) other = tenant;
    return true;
  };
  if (!read_rows(body, on_row, on_member))
    return problem{trouble::transport,
                   name_of(what) + ": the answer is no complete JSON list of rows",
                   "The node repeats the request. If this lasts, ask the Acumatica administrator.",
                   {}};
  if (other)
    return problem{
        trouble::configuration,
        name_of(what) + ": comes from tenant \"" + *other + "\"; expected \"" + how.tenant + "\"",
        "Set acumatica.tenant to the login name of the tenant. If it is right, have "
        "Acumatica's application restarted: its list of tenants is out of date.",
        {}};
  return rows;
}

expected<std::vector<page_row>> fetch_page(client& way, const inquiry& what, const query& ask) {
  const auto body = way.get(inquiry_path(way.settings(), what) + written(ask));
  if (!body) return body.problem();
  return read_page(*body, way.settings(), what);
}

}  // namespace acumage::erp
