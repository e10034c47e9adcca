#include "magento/figures.hpp"

#include "messages/decimal.hpp"
#include "messages/key.hpp"

#include <charconv>
#include <optional>

namespace acumage::magento {

namespace {

std::optional<double> as_double(std::string_view text) {
  double value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

bool same_figure(std::string_view told, std::string_view shown, int places) {
  told = trimmed(told);
  shown = trimmed(shown);
  const auto ours = decimal::parse(told);
  const auto theirs = decimal::parse(shown);
  if (ours && theirs && ours->rounded_half_up(places) == theirs->rounded_half_up(places))
    return true;
  const auto left = as_double(told);
  return left && left == as_double(shown);
}

}  // namespace acumage::magento
