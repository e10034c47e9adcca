#include "erp/problem.hpp"

namespace acumage::erp {

std::string_view to_string(trouble kind) {
  switch (kind) {
    case trouble::sign_in_refused: return "sign_in_refused";
    case trouble::no_seat: return "no_seat";
    case trouble::forbidden: return "forbidden";
    case trouble::throttled: return "throttled";
    case trouble::transport: return "transport";
    case trouble::too_large: return "too_large";
    case trouble::configuration: return "configuration";
    case trouble::absent: return "absent";
    case trouble::clock: return "clock";
    case trouble::interrupted: return "interrupted";
  }
  return "unknown";
}

}  // namespace acumage::erp
