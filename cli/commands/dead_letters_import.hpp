// Import of exported dead letters: which ones match, and their changes as a sender gives them.
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

/// The request that the intake accepts for an exported dead letter: a notification with both halves
/// of the row if a query brought it, otherwise a change in the node's own form. It has the original
/// version and an id made from the dead letter, by which the intake recognizes it. Empty: no sender
/// could have sent it.
std::string handed_in(const acumatica::json_node& letter);

/// One import. A mistake in a line affects only that line, is reported on stderr, and gives exit
/// code 1.
class letter_import {
 public:
  letter_import(letter_filter filter, arguments::output_form form, terminal::terminal& to)
      : filter_{std::move(filter)}, form_{form}, to_{to} {}

  /// errc::invalid if the file cannot be read.
  status read(const std::string& file);
  /// The number of dead letters that match.
  std::uint64_t count() const { return rows_.size(); }
  std::uint64_t refused() const { return refused_; }
  /// Returns the exit code.
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
