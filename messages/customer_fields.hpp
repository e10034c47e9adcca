// Names of the remembered fields of a customer.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace acumage {

/// Paths of a known_document of a customer.
namespace customer_field {
inline constexpr std::string_view name = "name";  ///< first and last in one
inline constexpr std::string_view email = "email";
inline constexpr std::string_view customer_class = "class";
inline constexpr std::string_view price_class = "price_class";
inline constexpr std::string_view status = "status";  ///< remembered; nothing depends on it
inline constexpr std::string_view first_name = "first_name";
inline constexpr std::string_view last_name = "last_name";
inline constexpr std::string_view line_1 = "address/line1";
inline constexpr std::string_view line_2 = "address/line2";
inline constexpr std::string_view city = "address/city";
inline constexpr std::string_view state = "address/state";
inline constexpr std::string_view country = "address/country";
inline constexpr std::string_view postal_code = "address/postal_code";
inline constexpr std::string_view phone = "address/phone";
inline constexpr std::string_view attribute_prefix = "attribute/";  ///< then its folded id
}  // namespace customer_field

/// A row's fields by path, each at most once. An unchanged field (absent or null) is not in it; a
/// cleared one is "".
using customer_fields = std::vector<std::pair<std::string, std::string>>;

}  // namespace acumage
