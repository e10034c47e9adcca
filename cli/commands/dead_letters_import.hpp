// Exported letters on their way back: which of a file are meant, and their changes as a sender gives them.
#pragma once

#include "acumatica/json_tree.hpp"
#include "cli/arguments/choices.hpp"
#include "cli/client/client.hpp"
#include "cli/terminal/terminal.hpp"
#include "messages/dead_letter.hpp"
#include "messages/result.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace acumage::commands {

/// What the intake takes for an exported letter: a notification with both halves of the row when a query
/// brought it, else a change of the node's own form. Under the version that it had, and an id of the letter's,
/// by which the intake knows it again. Empty: no sender could have sent it.
std::string handed_in(const acumatica::json_node& letter);

/// One import. What is wrong with a line costs only that line, is named on stderr, and gives exit code 1.
class letter_import {
 public:
  letter_import(letter_filter filter, arguments::output_form form, terminal::terminal& to)
      : filter_{std::move(filter)}, form_{form}, to_{to} {}

  /// errc::invalid when the file cannot be read.
  status read(const std::string& file);
  /// Letters that match.
  std::uint64_t count() const { return rows_.size(); }
  std::uint64_t refused() const { return refused_; }
  /// The exit code.
  int hand_in(client::client& to);

 private:
  struct import_row {
    std::string text;
    std::size_t file = 0;
    std::size_t line = 0;
  };
  void take(const std::string& text, std::size_t line);
  void refuse(std::size_t file, std::size_t line, std::string_view why);

  letter_filter filter_;
  arguments::output_form form_;
  terminal::terminal& to_;
  acumatica::json_tree tree_;
  std::vector<std::string> files_;
  std::vector<import_row> rows_;
  std::uint64_t refused_ = 0;
};

}  // namespace acumage::commands
