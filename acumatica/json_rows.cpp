#include "acumatica/json_rows.hpp"

#include "acumatica/json_token.hpp"

#include <array>
#include <string_view>
#include <utility>

namespace acumage::acumatica {

namespace {

/// Thrown and caught in this file: the form of the text is not one of those that are read.
struct malformed {
  std::size_t line;
  std::string problem;
};

bool is_space(int c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/// OData names of the address of the next page (v4, v3, v2).
bool names_next_page(std::string_view name) {
  constexpr std::array<std::string_view, 3> known{"@odata.nextLink", "odata.nextLink", "__next"};
  for (const auto each : known)
    if (name == each) return true;
  return name == "@nextLink";
}

/// Finds where each row begins and ends, by brackets and strings. Whether it is sound JSON is seen
/// when it is parsed.
class json_rows final : public file_rows {
 public:
  explicit json_rows(file_bytes from) : from_{std::move(from)} {}

  std::optional<file_item> next() override {
    if (where_ == place::end) return std::nullopt;
    try {
      return read_on();
    } catch (const malformed& what) {
      where_ = place::end;
      return file_mistake{what.line, what.problem + "; nothing after it was read"};
    }
  }
  const std::vector<std::string>& columns() const override { return no_columns_; }
  std::uint64_t position() const override { return from_.position(); }

 private:
  enum class place : std::uint8_t { outside, rows, envelope, end };

  std::optional<file_item> read_on() {
    for (;;) {
      if (where_ == place::rows) {
        if (auto row = next_element()) return row;
      } else if (where_ == place::envelope) {
        next_member();
      } else {
        skip_space();
        if (from_.peek() == file_bytes::end) return finish();
        if (auto row = begin()) return row;
      }
    }
  }

  /// A value outside all others. Returns it if it is a row.
  std::optional<file_item> begin() {
    next_page_line_ = 0;
    if (from_.peek() == '[') {
      from_.skip();
      enter_rows();
      return std::nullopt;
    }
    if (from_.peek() != '{') fail("neither a row nor a list of rows; expected { or [");
    text_.clear();
    row_line_ = from_.line();
    take();
    envelopes_ = 1;
    while (envelopes_ > 0)
      if (read_member()) return std::nullopt;
    return row();
  }

  /// The next member of an object that is either a row or an envelope, or its end. True: the rows
  /// begin here.
  bool read_member() {
    take_space();
    if (from_.peek() == ',') take(), take_space();
    if (from_.peek() == '}') {
      take();
      --envelopes_;
      return false;
    }
    const auto name = take_name();
    const bool is_list = from_.peek() == '[';
    if (name == "d" && envelopes_ == 1 && from_.peek() == '{') {
      take();
      ++envelopes_;
      return false;
    }
    if (is_list && (name == "value" || name == "results" || name == "d")) {
      from_.skip();
      enter_rows();
      return true;
    }
    if (names_next_page(name) && from_.peek() != 'n') next_page_line_ = from_.line();
    take_value();
    return false;
  }

  void enter_rows() {
    where_ = place::rows;
    first_ = true;
  }

  /// The next row of the list; empty at its end.
  std::optional<file_item> next_element() {
    skip_space();
    if (from_.peek() == ']') {
      from_.skip();
      where_ = envelopes_ > 0 ? place::envelope : place::outside;
      return std::nullopt;
    }
    if (!std::exchange(first_, false)) {
      if (from_.peek() != ',') fail("expected , or ] after a row");
      from_.skip();
      skip_space();
    }
    text_.clear();
    row_line_ = from_.line();
    take_value();
    return row();
  }

  /// After the rows: what else the envelope says.
  void next_member() {
    text_.clear();
    if (read_member()) fail("a second list of rows; expected one");
    if (envelopes_ == 0) where_ = place::outside;
  }

  std::optional<file_item> finish() {
    where_ = place::end;
    if (next_page_line_ == 0) return std::nullopt;
    return file_mistake{next_page_line_,
                        "names a next page, so rows are missing from the file; expected all pages"};
  }

  file_item row() { return file_row{std::exchange(text_, {}), row_line_}; }

  // Reading into the text of the row.

  void take() {
    if (text_.size() == most_row_bytes) {
      throw malformed{row_line_, "the value that begins here has more than " +
                                     std::to_string(most_row_bytes) +
                                     " bytes; expected a row: a quote or bracket may be missing"};
    }
    text_ += static_cast<char>(from_.peek());
    from_.skip();
  }
  void take_space() {
    while (is_space(from_.peek())) take();
  }
  void skip_space() {
    while (is_space(from_.peek())) from_.skip();
  }

  void take_string() {
    if (from_.peek() != '"') fail("expected a name in quotes");
    bool escaped = false;
    for (bool inside = false;; inside = true) {
      const int c = from_.peek();
      if (c == file_bytes::end) fail("the file ends within a string; expected \"");
      take();
      if (inside && c == '"' && !escaped) return;
      escaped = inside && c == '\\' && !escaped;
    }
  }

  /// A name and its colon; stops before the value.
  std::string take_name() {
    const auto begin = text_.size();
    take_string();
    const auto name =
        unescaped(std::string_view{text_}.substr(begin + 1, text_.size() - begin - 2));
    take_space();
    if (from_.peek() != ':') fail("expected : after a name");
    take();
    take_space();
    return name.value_or("");
  }

  /// Up to the `,` or the bracket after the value.
  void take_value() {
    std::size_t depth = 0;
    for (;;) {
      const int c = from_.peek();
      if (c == file_bytes::end) fail("the file ends within a value; expected the rest of it");
      if (depth == 0 && (c == ',' || c == ']' || c == '}')) break;
      if (c == '"') {
        take_string();
      } else {
        if (c == '[' || c == '{') ++depth;
        if (c == ']' || c == '}') --depth;
        take();
      }
      if (depth == 0 && (c == ']' || c == '}')) break;
    }
  }

  [[noreturn]] void fail(const std::string& problem) const {
    throw malformed{from_.line(), "column " + std::to_string(from_.column()) + ": " + problem};
  }

  file_bytes from_;
  const std::vector<std::string> no_columns_;
  place where_ = place::outside;
  int envelopes_ = 0;  ///< objects around the rows, or around the member that is being read
  bool first_ = true;  ///< no row of the list was read yet
  std::string text_;
  std::size_t row_line_ = 0;
  std::size_t next_page_line_ = 0;  ///< 0: none was named
};

}  // namespace

std::unique_ptr<file_rows> read_json_rows(file_bytes from) {
  return std::make_unique<json_rows>(std::move(from));
}

}  // namespace acumage::acumatica
