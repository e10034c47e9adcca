// Requests to a node's intake, filled up with the rows of a file.
#pragma once

#include "acumatica/json_tree.hpp"
#include "messages/result.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
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

struct payload_limits {
  std::size_t rows = 1000;                   ///< changes per request, at least 1
  std::size_t bytes = std::size_t{4} << 20;  ///< per request; one change may be larger
};

/// A file as requests.
class payload_source {
 public:
  virtual ~payload_source() = default;
  /// In file order; empty at the end.
  virtual std::optional<payload_item> next() = 0;
};

/// Collects changes until they fill a request. The order is kept.
class request_collector {
 public:
  explicit request_collector(payload_limits bounds);

  /// `end`: bytes of the file up to the end of the text.
  void add_change(std::string text, std::size_t line, std::uint64_t end);
  /// A change or a notification; anything else is a bad line.
  void add_object(const acumatica::json_node& object, std::string text, std::size_t line,
                  std::uint64_t end);
  void add_bad(bad_line what);
  /// What is still being collected becomes a request.
  void close();

  bool empty() const { return ready_.empty(); }
  /// The first that is complete; empty if none is.
  std::optional<payload_item> take();

 private:
  payload_limits bounds_;
  std::deque<payload_item> ready_;
  payload open_;  ///< changes still being collected
  std::size_t open_bytes_ = 0;
};

/// A text that does not parse.
bad_line misread(const error& problem, std::size_t line);

/// The line of a place such as "line 3, column 14"; 0 if it has none.
std::size_t line_in(std::string_view place);

/// The error's message with only the column of its place, because the line is numbered in the file.
std::string without_line(const error& problem);

}  // namespace acumage::client
