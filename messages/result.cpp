#include "messages/result.hpp"

namespace acumage {

std::string_view to_string(errc code) {
  switch (code) {
    case errc::invalid: return "invalid";
    case errc::not_found: return "not_found";
    case errc::conflict: return "conflict";
    case errc::full: return "full";
    case errc::too_large: return "too_large";
    case errc::unavailable: return "unavailable";
    case errc::storage_failed: return "storage_failed";
    case errc::damaged: return "damaged";
    case errc::unsupported: return "unsupported";
  }
  return "unknown";
}

}  // namespace acumage
