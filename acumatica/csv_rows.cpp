#include "acumatica/csv_rows.hpp"

#include "acumatica/json_token.hpp"
#include "messages/json_text.hpp"
#include "messages/key.hpp"

#include <csv.h>
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <deque>
#include <set>
#include <string_view>
#include <utility>

namespace acumage::acumatica {

namespace {

constexpr const char* expected_forms =
    "expected CSV in UTF-8 with the names of the columns in its first line, {\"value\":[…]} or "
    "[{…}, …]";

bool is_utf8(std::string_view text) { return simdjson::validate_utf8(text.data(), text.size()); }

/// The separator that the header uses: the most frequent one outside quotes.
char separator_in(std::string_view header) {
  constexpr std::array<char, 3> known{',', ';', '\t'};
  std::array<std::size_t, 3> counts{};
  bool quoted = false;
  for (const char c : header) {
    if (c == '"') quoted = !quoted;
    for (std::size_t i = 0; i < known.size(); ++i)
      if (!quoted && c == known.at(i)) ++counts.at(i);
  }
  return known.at(
      static_cast<std::size_t>(std::max_element(counts.begin(), counts.end()) - counts.begin()));
}

/// Owns libcsv's parser; its callbacks collect the cells of a row.
class csv_rows final : public file_rows {
 public:
  explicit csv_rows(file_bytes from) : from_{std::move(from)} {
    csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI | CSV_EMPTY_IS_NULL);
  }
  ~csv_rows() override { csv_free(&parser_); }
  csv_rows(const csv_rows&) = delete;
  csv_rows& operator=(const csv_rows&) = delete;

  std::optional<file_item> next() override {
    while (ready_.empty() && !ended_) read_on();
    if (ready_.empty()) return std::nullopt;
    auto item = std::move(ready_.front());
    ready_.pop_front();
    return item;
  }
  const std::vector<std::string>& columns() const override { return columns_; }
  std::uint64_t position() const override { return from_.position(); }

 private:
  using cell = std::optional<std::string>;

  static void on_cell(void* text, std::size_t size, void* self) {
    auto& to = static_cast<csv_rows*>(self)->cells_;
    if (text == nullptr)
      to.emplace_back();
    else
      to.emplace_back(std::string{static_cast<const char*>(text), size});
  }
  static void on_row(int, void* self) { static_cast<csv_rows*>(self)->take_row(); }

  /// Parses up to the next line break.
  void read_on() {
    const auto line = from_.line();
    const auto column = from_.column();
    const auto part = from_.line_part();
    if (part.empty()) return finish();
    if (columns_.empty() && !begins_ && !begin(part, line)) return;
    if (!in_row_) {
      in_row_ = !trimmed(part).empty();
      row_line_ = line;
      row_bytes_ = 0;
    }
    const auto read = csv_parse(&parser_, part.data(), part.size(), &on_cell, &on_row, this);
    if (ended_) return;
    if (read < part.size()) {
      const auto place = column + characters_in(part.substr(0, read));
      return stop(line, "column " + std::to_string(place) +
                            ": a quote where none may be; expected a cell with quotes in quotes, "
                            "each of its own quotes doubled");
    }
    row_bytes_ += part.size();
    if (in_row_ && row_bytes_ > most_row_bytes)
      stop(row_line_, "the row that begins here has more than " + std::to_string(most_row_bytes) +
                          " bytes; expected a shorter one: a closing quote may be missing");
  }

  static std::size_t characters_in(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
      return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    }));
  }

  /// Before the header. False: this is no CSV.
  bool begin(std::string_view part, std::size_t line) {
    if (trimmed(part).empty()) return true;
    begins_ = true;
    const bool text = is_utf8(part) && part.find('\0') == std::string_view::npos;
    if (!text || part.front() == '<') {
      stop(line, std::string{"neither JSON nor CSV; "} + expected_forms);
      return false;
    }
    csv_set_delim(&parser_, static_cast<unsigned char>(separator_in(part)));
    return true;
  }

  void finish() {
    if (csv_fini(&parser_, &on_cell, &on_row, this) != 0)
      stop(row_line_, "a quote of the row that begins here is not closed; expected \" at its end");
    else if (columns_.empty() && !ended_)
      stop(from_.line(), std::string{"the file is empty; "} + expected_forms);
    ended_ = true;
  }

  void take_row() {
    auto cells = std::exchange(cells_, {});
    in_row_ = false;
    if (ended_) return;
    if (columns_.empty()) return take_header(cells);
    if (std::none_of(cells.begin(), cells.end(), [](const auto& each) { return each.has_value(); }))
      return;  // spreadsheets end with rows of separators
    if (cells.size() != columns_.size()) {
      const auto found = std::to_string(cells.size()) + (cells.size() == 1 ? " cell" : " cells");
      return refuse(found + "; expected " + std::to_string(columns_.size()) + ", as in the header");
    }
    json_writer json;
    json.object();
    for (std::size_t i = 0; i < cells.size(); ++i) {
      json.key(columns_[i]);
      const auto& each = cells[i];
      if (each && !is_utf8(*each))
        return refuse("column " + std::to_string(i + 1) + ", " + columns_[i] +
                      ": not UTF-8; expected the file in UTF-8");
      each ? json.string(*each) : json.null();
    }
    ready_.push_back(file_row{json.end().take(), row_line_});
  }

  void take_header(const std::vector<cell>& cells) {
    std::set<std::string> seen;
    std::vector<std::string> names;
    for (const auto& each : cells) {
      const auto name = std::string{trimmed(each.value_or(""))};
      const auto place = "column " + std::to_string(names.size() + 1);
      if (name.empty())
        return stop(row_line_, place + " has no name; expected one in each column of the header");
      if (!seen.insert(fold_key(name)).second)
        return stop(row_line_,
                    place + ": " + excerpt(name) + " is there twice; expected different names");
      names.push_back(name);
    }
    columns_ = std::move(names);
  }

  void refuse(std::string problem) {
    ready_.push_back(file_mistake{row_line_, std::move(problem)});
  }
  void stop(std::size_t line, const std::string& problem) {
    ready_.push_back(file_mistake{line, problem + "; nothing after it was read"});
    ended_ = true;
  }

  file_bytes from_;
  csv_parser parser_{};
  std::vector<std::string> columns_;
  std::vector<cell> cells_;  ///< of the row that is being read
  std::deque<file_item> ready_;
  std::size_t row_line_ = 0;  ///< where that row begins
  std::size_t row_bytes_ = 0;
  bool begins_ = false;  ///< the header's line has been seen
  bool in_row_ = false;
  bool ended_ = false;
};

}  // namespace

std::unique_ptr<file_rows> read_csv(file_bytes from) {
  return std::make_unique<csv_rows>(std::move(from));
}

}  // namespace acumage::acumatica
