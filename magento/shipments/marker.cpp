#include "magento/shipments/marker.hpp"

#include "messages/key.hpp"
#include "messages/percent_encoding.hpp"

#include <charconv>
#include <utility>

namespace acumage::magento {

namespace {

constexpr std::string_view ship_word = "ERP-SHIP ";
constexpr std::string_view invoice_word = "ERP-INVOICE ";

/// Escapes as %XX what the marker's own grammar uses, what a page could interpret as markup, and
/// what the store's columns cannot hold (REST.md 8.5).
std::string escaped(std::string_view text) {
  std::string safe;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte >= 0xF0U) {  // outside the BMP: four bytes
      safe += percent_encoded(text.substr(i, 4));
      i += 3;
    } else if (byte < 0x20U || byte == 0x7FU ||
               std::string_view{" []:=/%<>&\"'"}.find(text[i]) != std::string_view::npos) {
      safe += percent_encoded(text.substr(i, 1));
    } else {
      safe += text[i];
    }
  }
  return safe;
}

/// The type and the number stay two words.
std::string order_words(const std::string& erp_order) {
  if (erp_order.empty()) return "-";
  const auto blank = erp_order.find(' ');
  if (blank == std::string::npos) return escaped(erp_order);
  return escaped(std::string_view{erp_order}.substr(0, blank)) + ' ' +
         escaped(std::string_view{erp_order}.substr(blank + 1));
}

bool same(std::string_view left, std::string_view right) {
  return fold_key(left) == fold_key(right);
}

/// Of "004417/2": 2; of "004417": 1; 0 when the text names another shipment.
int part_of(std::string_view word, const std::string& number) {
  const auto slash = word.find('/');
  if (!same(word.substr(0, slash), escaped(number))) return 0;
  if (slash == std::string_view::npos) return 1;
  const auto digits = word.substr(slash + 1);
  int part = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), part);
  return read.ec == std::errc{} && read.ptr == digits.data() + digits.size() ? part : 0;
}

std::optional<policy::shipment_line> line_of(std::string_view word) {
  const auto equals = word.find('=');
  if (equals == std::string_view::npos) return std::nullopt;
  policy::shipment_line line;
  line.quantity = word.substr(equals + 1);
  auto name = word.substr(0, equals);
  if (const auto colon = name.find(':'); colon != std::string_view::npos) {
    line.number = percent_decoded(name.substr(0, colon));
    name.remove_prefix(colon + 1);
  }
  line.sku = percent_decoded(name);
  return line;
}

}  // namespace

std::string marker_text(const policy::shipment_order& of, int part,
                        std::span<const policy::shipment_line> lines) {
  std::string text{ship_word};
  text += escaped(of.shipment);
  if (part > 1) text += '/' + std::to_string(part);
  text += ' ' + order_words(of.erp_order) + " [";
  for (const auto& line : lines) {
    if (text.back() != '[') text += ' ';
    if (!line.number.empty()) text += escaped(line.number) + ':';
    text += escaped(line.sku) + '=' + line.quantity;
  }
  return text + ']';
}

std::optional<shipment_marker> read_marker(std::string_view comment,
                                           const policy::shipment_order& of) {
  auto text = trimmed(comment);
  if (!is_marker(text) || !text.ends_with(']')) return std::nullopt;
  text.remove_prefix(ship_word.size());
  text.remove_suffix(1);
  const auto blank = text.find(' ');
  const auto opens = text.find(" [");
  if (opens == std::string_view::npos || blank >= opens) return std::nullopt;
  shipment_marker marker;
  marker.part = part_of(text.substr(0, blank), of.shipment);
  if (marker.part == 0 ||
      !same(text.substr(blank + 1, opens - blank - 1), order_words(of.erp_order)))
    return std::nullopt;
  text.remove_prefix(opens + 2);
  while (!text.empty()) {
    const auto end = text.find(' ');
    if (auto line = line_of(text.substr(0, end))) marker.lines.push_back(std::move(*line));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return marker;
}

bool is_marker(std::string_view comment) { return trimmed(comment).starts_with(ship_word); }

std::string invoice_marker_text(const policy::shipment_order& of) {
  auto text = std::string{invoice_word} + escaped(of.shipment) + ' ' + order_words(of.erp_order);
  if (!of.invoice.empty()) text += ' ' + escaped(of.invoice);
  return text;
}

bool is_invoice_marker(std::string_view comment, const policy::shipment_order& of) {
  auto nameless = of;
  nameless.invoice.clear();
  const auto folded = fold_key(trimmed(comment)) + ' ';
  return folded.starts_with(fold_key(invoice_marker_text(nameless)) + ' ');
}

}  // namespace acumage::magento
