// Splits a file of notifications or changes into requests.
#pragma once

#include "acumatica/json_tree.hpp"
#include "messages/result.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <istream>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace acumage::client {

enum class intake_route : std::uint8_t { push, changes };

/// One request: a notification, or changes, one per line.
struct payload {
  intake_route route = intake_route::push;
  std::vector<std::string> rows;   ///< a notification is one, with its line breaks
  std::vector<std::size_t> lines;  ///< in the file, where each row begins; from 1
  std::uint64_t end = 0;           ///< bytes of the file up to the end of this request
};

/// A text that is neither.
struct bad_line {
  std::size_t line = 0;
  std::string problem;  ///< what is wrong and what was expected
};

using payload_item = std::variant<payload, bad_line>;

/// Reads one file: a notification ("Query"), a change ("entity"), an array of them, or one per
/// line. NDJSON is read line by line; anything else is held in memory completely. A mistake affects
/// only its own row, unless the text is not JSON at all.
class payload_reader {
 public:
  struct limits {
    std::size_t rows = 1000;                   ///< changes per request, at least 1
    std::size_t bytes = std::size_t{4} << 20;  ///< per request; one change may be larger
  };

  payload_reader(std::istream& from, limits bounds);

  /// In file order; empty at the end.
  std::optional<payload_item> next();

 private:
  bool read_line(std::string& into);
  void begin();
  void read_whole(std::string text, std::size_t first_line);
  bool second_line_is_object(const std::string& text);
  void take_lines(const std::string& text, std::size_t first_line);
  void take_root(const acumatica::json_node& root, const std::string& text, std::size_t first_line);
  void take_line(const std::string& text);
  void take_object(const acumatica::json_node& object, std::string text, std::size_t line);
  void close_request();

  std::istream& from_;
  limits bounds_;
  acumatica::json_tree tree_;
  std::deque<payload_item> ready_;
  payload open_;  ///< changes still being collected
  std::size_t open_bytes_ = 0;
  std::size_t line_ = 0;
  std::uint64_t position_ = 0;
  bool begun_ = false;
};

/// The line of a place such as "line 3, column 14"; 0 if it has none.
std::size_t line_in(std::string_view place);

/// The error's message with only the column of its place, because the line is numbered in the file.
std::string without_line(const error& problem);

}  // namespace acumage::client
