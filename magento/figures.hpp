// Whether a figure shown by the store is the one that was sent to it.
#pragma once

#include <string_view>

namespace acumage::magento {

/// `told` as sent, `shown` as in the answer's JSON; the store's column keeps `places` decimals. A
/// store calculates in doubles and may print them in full ("29.949999999999999", "1.0e+14", REST.md
/// 2.2), so two texts of one double are the same figure.
bool same_figure(std::string_view told, std::string_view shown, int places);

}  // namespace acumage::magento
