// Splits the address that alerts are posted to, by its text only.
#pragma once

#include <string>
#include <string_view>

namespace acumage::settings {

/// `place` is scheme, host, port and path. `query` is the rest, including its question mark.
struct webhook_url {
  std::string place;
  std::string query;
};
webhook_url split_webhook_url(std::string_view url);

}  // namespace acumage::settings
