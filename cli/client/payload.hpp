// Splits a file of notifications or changes into requests.
#pragma once

#include "acumatica/json_tree.hpp"
#include "cli/client/requests.hpp"

#include <cstddef>
#include <cstdint>
#include <istream>
#include <optional>
#include <string>

namespace acumage::client {

/// Reads one file: a notification ("Query"), a change ("entity"), an array of them, or one per
/// line. NDJSON is read line by line; anything else is held in memory completely. A mistake affects
/// only its own row, unless the text is not JSON at all.
class payload_reader final : public payload_source {
 public:
  using limits = payload_limits;

  payload_reader(std::istream& from, limits bounds);

  std::optional<payload_item> next() override;

 private:
  bool read_line(std::string& into);
  void begin();
  void read_whole(std::string text, std::size_t first_line);
  bool second_line_is_object(const std::string& text);
  void take_lines(const std::string& text, std::size_t first_line);
  void take_root(const acumatica::json_node& root, const std::string& text, std::size_t first_line);
  void take_line(const std::string& text);

  std::istream& from_;
  acumatica::json_tree tree_;
  request_collector requests_;
  std::size_t line_ = 0;
  std::uint64_t position_ = 0;
  bool begun_ = false;
};

}  // namespace acumage::client
