#include "magento/prices/failures.hpp"

#include "magento/reply.hpp"
#include "messages/decimal.hpp"
#include "messages/key.hpp"

#include <simdjson.h>
#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <string_view>

namespace acumage::magento {

namespace {

failure_kind kind_of(const store_error& said) {
  if (said.message.find("Requested store is not found") != std::string::npos)
    return failure_kind::store;
  // The attribute's name is not translated; the message may be.
  const auto& first = said.parameters.empty() ? said.message : said.parameters.front();
  if (first == "SKU" && said.parameters.size() == 2) return failure_kind::sku;
  if (first == "Price" && said.parameters.size() == 2) return failure_kind::price;
  return failure_kind::other;
}

price_failure failure_from(const store_error& said) {
  price_failure failure;
  failure.kind = kind_of(said);
  failure.words = said.text;
  const auto named_first = failure.kind == failure_kind::sku || failure.kind == failure_kind::price;
  const std::size_t place = named_first ? 1 : 0;
  if (said.parameters.size() > place) failure.subject = said.parameters[place];
  return failure;
}

/// A number as PHP reads it from a string: blanks around it are allowed, hexadecimal is not.
std::optional<double> php_number(std::string_view text) {
  text = trimmed(text);
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  const auto digits = text.substr(!text.empty() && text.front() == '-' ? 1 : 0);
  if (digits.empty() || (digits.front() != '.' && (digits.front() < '0' || digits.front() > '9')))
    return std::nullopt;
  double value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (end != text.data() + text.size() || problem == std::errc::invalid_argument)
    return std::nullopt;
  return value;  // out of range: 0 for all, so that such SKUs count as equal and are sent alone
}

bool same_price(const std::string& left, const std::string& right) {
  const auto a = decimal::parse(left);
  const auto b = decimal::parse(right);
  return a.ok() && b.ok() && *a == *b;
}

/// Collects what is known of each row while the entries are placed.
class assignment {
 public:
  explicit assignment(std::span<const delivery> rows) : rows_{rows}, notes_(rows.size()) {
    for (std::size_t i = 0; i < rows.size(); ++i)
      by_sku_[fold_key(trimmed(rows[i].key))].push_back(i);
  }

  std::vector<row_outcome> of(const std::vector<price_failure>& failures) {
    place_named(failures);
    place_prices(failures);
    doubt_loosely_equal();
    std::vector<row_outcome> outcomes;
    for (const auto& one : notes_) outcomes.push_back(verdict_on(one));
    return outcomes;
  }

 private:
  struct note {
    std::set<failure_kind> kinds;
    std::string words;
    bool doubtful = false;
  };
  using places = std::vector<std::size_t>;

  void mark(std::size_t row, const price_failure& failure) {
    notes_[row].kinds.insert(failure.kind);
    add_words(row, failure);
  }

  void doubt(std::size_t row, const price_failure& failure) {
    notes_[row].doubtful = true;
    add_words(row, failure);
  }

  void add_words(std::size_t row, const price_failure& failure) {
    auto& words = notes_[row].words;
    if (words.find(failure.words) != std::string::npos) return;
    words += (words.empty() ? "" : "; ") + failure.words;
  }

  /// Entries that name a SKU. One that names none of ours makes every row doubtful.
  void place_named(const std::vector<price_failure>& failures) {
    for (std::size_t i = 0; i < failures.size(); ++i) {
      if (failures[i].kind == failure_kind::price) continue;
      const auto found = by_sku_.find(fold_key(trimmed(failures[i].subject)));
      if (rows_.size() == 1) {
        mark(0, failures[i]);
      } else if (found == by_sku_.end()) {
        doubt_all(failures[i]);
      } else {
        for (const auto row : found->second) mark(row, failures[i]);
        anchors_[i] = found->second.front();
      }
    }
  }

  void doubt_all(const price_failure& failure) {
    for (std::size_t row = 0; row < rows_.size(); ++row) doubt(row, failure);
  }

  /// Rows of that price between the rows named by the neighbouring entries: entries come in the
  /// order of the rows.
  places candidates(std::size_t entry, const std::string& value) const {
    const auto after = anchors_.upper_bound(entry);
    const auto last = after == anchors_.end() ? rows_.size() - 1 : after->second;
    const auto first = after == anchors_.begin() ? 0 : std::prev(after)->second;
    places result;
    for (auto row = first; row <= last && row < rows_.size(); ++row)
      if (same_price(rows_[row].value, value)) result.push_back(row);
    return result;
  }

  /// Entries that name only a price: assigned only if there are as many entries as rows they can
  /// mean.
  void place_prices(const std::vector<price_failure>& failures) {
    std::map<places, std::vector<std::size_t>> groups;
    for (std::size_t i = 0; i < failures.size(); ++i) {
      if (failures[i].kind != failure_kind::price) continue;
      if (rows_.size() == 1)
        mark(0, failures[i]);
      else
        groups[candidates(i, failures[i].subject)].push_back(i);
    }
    for (const auto& [rows, entries] : groups) {
      const auto& failure = failures[entries.front()];
      if (rows.empty()) doubt_all(failure);
      const auto sure = entries.size() == rows.size();
      for (const auto row : rows) sure ? mark(row, failure) : doubt(row, failure);
    }
  }

  /// Flagged SKUs that are the same number to PHP: the store may know one of them after all.
  void doubt_loosely_equal() {
    std::map<double, places> flagged;
    for (std::size_t row = 0; row < rows_.size(); ++row)
      if (notes_[row].kinds.contains(failure_kind::sku))
        if (const auto number = php_number(rows_[row].key)) flagged[*number].push_back(row);
    for (const auto& [number, rows] : flagged)
      if (rows.size() > 1)
        for (const auto row : rows) {
          notes_[row].kinds.erase(failure_kind::sku);
          notes_[row].doubtful = true;
        }
  }

  /// A permanent error takes precedence over one that a further look-up could resolve.
  static row_outcome verdict_on(const note& of) {
    const auto has = [&](failure_kind kind) { return of.kinds.contains(kind); };
    if (has(failure_kind::price) || has(failure_kind::other))
      return {row_verdict::refused, letter_class::data, of.words};
    if (has(failure_kind::store)) return {row_verdict::refused, letter_class::unmapped, of.words};
    if (has(failure_kind::sku))
      return {row_verdict::unknown_record, letter_class::unknown_record, of.words};
    if (of.doubtful) return {row_verdict::doubtful, letter_class::data, of.words};
    return {};
  }

  std::span<const delivery> rows_;
  std::vector<note> notes_;
  std::map<std::string, places> by_sku_;
  std::map<std::size_t, std::size_t> anchors_;  ///< entry -> the row it names
};

}  // namespace

std::optional<std::vector<price_failure>> read_price_failures(const std::string& body) {
  simdjson::dom::parser parser;
  simdjson::dom::array entries;
  if (parser.parse(body).get(entries) != simdjson::SUCCESS) return std::nullopt;
  std::vector<price_failure> failures;
  for (const auto entry : entries) {
    const auto said = read_error(simdjson::minify(entry));
    if (said.message.empty()) return std::nullopt;
    failures.push_back(failure_from(said));
  }
  return failures;
}

std::vector<row_outcome> assign_failures(std::span<const delivery> rows,
                                         const std::vector<price_failure>& failures) {
  if (rows.empty()) return {};
  return assignment{rows}.of(failures);
}

bool loosely_equal(const std::string& left, const std::string& right) {
  const auto a = php_number(left);
  const auto b = php_number(right);
  return a && b && *a == *b;
}

}  // namespace acumage::magento
