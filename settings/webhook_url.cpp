#include "settings/webhook_url.hpp"

#include <algorithm>

namespace acumage::settings {

webhook_url split_webhook_url(std::string_view url) {
  const auto query = std::min(url.find('?'), url.size());
  return {std::string{url.substr(0, query)}, std::string{url.substr(query)}};
}

}  // namespace acumage::settings
