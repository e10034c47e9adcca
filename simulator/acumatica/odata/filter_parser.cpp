// Recursive descent over the text of $filter: or, and, parentheses, comparisons.
#include "simulator/acumatica/odata/filter.hpp"

#include <utility>

namespace acumage::simulator::acumatica {
namespace {

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

/// Of a number or a time without quotes.
bool is_of_literal(char c) { return is_word(c) || c == '-' || c == '+' || c == '.' || c == ':'; }

std::optional<comparison> comparison_from(std::string_view word) {
  if (word == "eq") return comparison::eq;
  if (word == "ne") return comparison::ne;
  if (word == "gt") return comparison::gt;
  if (word == "ge") return comparison::ge;
  if (word == "lt") return comparison::lt;
  if (word == "le") return comparison::le;
  return std::nullopt;
}

/// The deepest nesting of parentheses.
constexpr int deepest = 100;

}  // namespace

class filter_parser {
 public:
  filter_parser(std::string_view text, const schema& of, dialect by, const time_zone& zone,
                column_finder find)
      : rest_{text}, of_{of}, by_{by}, zone_{zone}, find_{find} {}

  std::optional<filter> parse() {
    if (!either()) return std::nullopt;
    skip_blanks();
    if (!rest_.empty()) return std::nullopt;
    return std::move(made_);
  }

 private:
  using place = std::optional<std::size_t>;

  void skip_blanks() {
    while (rest_.starts_with(' ')) rest_.remove_prefix(1);
  }

  bool took(char expected) {
    skip_blanks();
    if (!rest_.starts_with(expected)) return false;
    rest_.remove_prefix(1);
    return true;
  }

  std::string_view word(bool (*belongs)(char)) {
    skip_blanks();
    std::size_t end = 0;
    while (end < rest_.size() && belongs(rest_[end])) ++end;
    const auto found = rest_.substr(0, end);
    rest_.remove_prefix(end);
    return found;
  }

  /// Takes the word if it is this one and a blank or parenthesis follows.
  bool took_word(std::string_view expected) {
    const auto before = rest_;
    if (word(is_word) == expected) return true;
    rest_ = before;
    return false;
  }

  place joined(filter::kind how, std::size_t left, std::size_t right) {
    made_.nodes_.push_back({how, left, right});
    return made_.nodes_.size() - 1;
  }

  place either() {
    auto left = both();
    while (left && took_word("or")) {
      const auto right = both();
      left = right ? joined(filter::kind::either, *left, *right) : std::nullopt;
    }
    return left;
  }

  place both() {
    auto left = one();
    while (left && took_word("and")) {
      const auto right = one();
      left = right ? joined(filter::kind::both, *left, *right) : std::nullopt;
    }
    return left;
  }

  place one() {
    if (!took('(')) return comparison_of_column();
    if (++depth_ > deepest) return std::nullopt;
    const auto inner = either();
    --depth_;
    return inner && took(')') ? inner : std::nullopt;
  }

  place comparison_of_column() {
    const auto column = find_(of_, word(is_word));
    if (!column) return std::nullopt;
    const auto how = comparison_from(word(is_word));
    if (!how || !rest_.starts_with(' ')) return std::nullopt;
    auto literal = literal_for(of_.columns[*column]);
    if (!literal) return std::nullopt;
    condition made{.column = *column, .how = *how, .literal = std::move(*literal), .collated = {}};
    if (const auto* text = std::get_if<std::string>(&made.literal))
      append_collated(made.collated, *text);
    made_.conditions_.push_back(std::move(made));
    return joined(filter::kind::condition, made_.conditions_.size() - 1, 0);
  }

  /// 'O''Neil'
  std::optional<std::string> quoted() {
    if (!rest_.starts_with('\'')) return std::nullopt;
    std::string text;
    for (std::size_t i = 1; i < rest_.size(); ++i) {
      if (rest_[i] != '\'') {
        text += rest_[i];
      } else if (i + 1 < rest_.size() && rest_[i + 1] == '\'') {
        text += rest_[i++];
      } else {
        rest_.remove_prefix(i + 1);
        return text;
      }
    }
    return std::nullopt;
  }

  std::optional<cell> literal_for(const column& of) {
    skip_blanks();
    const bool is_text = of.type == column_type::text || of.type == column_type::guid;
    if (rest_.starts_with('\'')) {
      auto text = quoted();
      if (!text || !is_text) return std::nullopt;
      return cell{std::move(*text)};
    }
    const auto bare = word(is_of_literal);
    if (bare == "null") return cell{};
    if (rest_.starts_with('\'')) {
      auto text = quoted();
      if (!text) return std::nullopt;
      if (bare == "guid" && of.type == column_type::guid) return cell{std::move(*text)};
      return of.type == column_type::time ? time_literal(bare, *text) : std::nullopt;
    }
    if (is_text) return std::nullopt;
    if (of.type == column_type::time)
      return by_ == dialect::odata_v4 ? time_literal({}, bare) : std::nullopt;
    return number(of, bare);
  }

  std::optional<cell> number(const column& of, std::string_view bare) const {
    const bool has_suffix =
        by_ != dialect::odata_v4 && bare.size() > 1 &&
        std::string_view{"LlMmDdFf"}.find(bare.back()) != std::string_view::npos;
    if (has_suffix) bare.remove_suffix(1);
    return cell_from(of, bare);
  }

  /// `kind`: the word in front of the quotes.
  std::optional<cell> time_literal(std::string_view kind, std::string_view text) const {
    const auto time = parse_iso(text);
    if (!time) return std::nullopt;
    const bool fits = by_ == dialect::odata_v4   ? kind.empty() && time->zoned
                      : by_ == dialect::odata_v3 ? kind == "datetime" && !time->zoned
                      : kind == "date"           ? time->has_day_only
                                                 : kind == "datetimeoffset" || kind == "datetime";
    if (!fits) return std::nullopt;
    return time_cell(time->zoned ? time->at : zone_.to_utc(time->at));
  }

  std::string_view rest_;
  const schema& of_;
  dialect by_;
  const time_zone& zone_;
  column_finder find_;
  filter made_;
  int depth_ = 0;
};

std::optional<std::size_t> column_of_inquiry(const schema& of, std::string_view name) {
  return of.index_of(name);
}

std::optional<filter> filter_from(std::string_view text, const schema& of, dialect by,
                                  const time_zone& zone, column_finder find) {
  return filter_parser{text, of, by, zone, find}.parse();
}

}  // namespace acumage::simulator::acumatica
