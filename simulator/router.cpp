#include "simulator/router.hpp"

#include "simulator/errors.hpp"
#include "simulator/http/pages.hpp"
#include "simulator/http/url.hpp"

#include <algorithm>
#include <array>

namespace acumage::simulator {
namespace {

std::vector<std::string_view> segments_of(std::string_view path) {
  std::vector<std::string_view> found;
  while (!path.empty()) {
    const auto slash = std::min(path.find('/'), path.size());
    if (slash > 0) found.push_back(path.substr(0, slash));
    path.remove_prefix(std::min(slash + 1, path.size()));
  }
  return found;
}

bool is_version(std::string_view segment) {
  return segment.size() > 1 && segment.front() == 'V' &&
         segment.substr(1).find_first_not_of("0123456789") == std::string_view::npos;
}

bool known_method(std::string_view method) {
  static constexpr std::array<std::string_view, 4> methods{"GET", "POST", "PUT", "DELETE"};
  return std::find(methods.begin(), methods.end(), method) != methods.end();
}

/// Do the segments fit the pattern? Parameters are added to `parameters`.
bool fits(std::string_view pattern, const std::vector<std::string_view>& segments,
          std::vector<std::string>& parameters) {
  const auto wanted = segments_of(pattern);
  if (wanted.size() != segments.size()) return false;
  parameters.clear();
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (wanted[i].front() == ':') {
      parameters.push_back(url_decoded(segments[i]));
    } else if (wanted[i] != segments[i]) {
      return false;
    }
  }
  return true;
}

}  // namespace

router::router(bool multi_source) {
  const auto take = [this](const route_table& group) {
    routes_.insert(routes_.end(), group.begin(), group.end());
  };
  take(price_routes());
  if (multi_source) take(inventory_routes());
  take(stock_item_routes());
  take(product_routes());
  take(store_routes());
  take(customer_search_routes());
  take(customer_routes());
  take(directory_routes());
  take(order_saving_routes());
  take(order_routes());
  take(order_action_routes());
  take(shipping_routes());
  take(shipment_routes());
  take(invoice_routes());
}

std::variant<matched_route, version_question, answer> router::find(const request& what,
                                                                   const catalogue& stores) const {
  auto segments = segments_of(what.path());
  const auto drop_first = [&] { segments.erase(segments.begin()); };
  if (!segments.empty() && segments.front() == "index.php") drop_first();
  if (segments.size() == 1 && segments.front() == "magento_version") return version_question{};
  if (segments.empty() || segments.front() != "rest") return gateway_page(404);
  drop_first();

  if (!segments.empty() && !is_version(segments.front()) &&
      stores.knows_store_code(segments.front())) {
    drop_first();
  }
  if (segments.empty() || !is_version(segments.front())) return not_processable();
  if (!known_method(what.method)) return method_not_supported(what.method);
  if (segments.front() != "V1") return no_route();
  drop_first();
  return match(what.method, segments);
}

std::variant<matched_route, version_question, answer> router::match(
    std::string_view method, const std::vector<std::string_view>& segments) const {
  matched_route found;
  for (const auto& one : routes_) {
    if (one.method != method || !fits(one.pattern, segments, found.parameters)) continue;
    found.to = &one;
    return found;
  }
  return no_route();
}

}  // namespace acumage::simulator
