// A JSON text (RFC 8259), fully checked, as a flat list of its values.
#pragma once

#include "messages/result.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace acumage::acumatica {

enum class json_kind : std::uint8_t { null, boolean, number, string, array, object };

/// A value of the text. Its parts follow it in the list, so a subtree is a run of nodes.
struct json_node {
  json_kind kind = json_kind::null;
  std::size_t extent = 1;  ///< nodes of the subtree, including this one
  std::string_view name;   ///< of a member, unescaped; empty for elements and the root
  std::string_view raw;    ///< the value as written in the text
  /// A string unescaped, everything else like `raw`. Half of a surrogate pair is not a character:
  /// it stays as the six characters of its escape, so that different texts stay different.
  std::string_view text;
};

/// The members or elements of a value, for a range-based for; none for a scalar.
class json_children {
 public:
  class iterator {
   public:
    explicit iterator(const json_node* at) : at_{at} {}
    const json_node& operator*() const { return *at_; }
    iterator& operator++() {
      at_ += at_->extent;
      return *this;
    }
    bool operator!=(const iterator& other) const { return at_ != other.at_; }

   private:
    const json_node* at_;
  };

  explicit json_children(const json_node& parent) : parent_{&parent} {}
  iterator begin() const { return iterator{parent_ + 1}; }
  iterator end() const { return iterator{parent_ + parent_->extent}; }

 private:
  const json_node* parent_;
};

/// An upper bound of the bytes needed to read the text: each comma and bracket may add a value.
std::size_t reading_bytes(std::string_view text);

/// Reads one text after another. Nodes and their views are valid until the next read. One thread.
class json_tree {
 public:
  /// Maximum nesting of containers, including the outermost; deeper texts are refused, even if the
  /// stack would suffice.
  static constexpr int max_depth = 64;

  json_tree();
  ~json_tree();
  json_tree(const json_tree&) = delete;
  json_tree& operator=(const json_tree&) = delete;

  /// The root of the one value that `text` holds. A byte order mark before it is skipped (RFC 8259,
  /// 8.1). Every token is checked: a returned value parses as a whole. Otherwise errc::invalid with
  /// the place; errc::too_large for more values than 100,000 plus one for each 8 bytes.
  /// `first_line` is the number of the text's first line.
  result<const json_node*> read(std::string_view text, std::size_t first_line = 1);

  /// An errc::invalid error that points to a node of the last read.
  error wrong(const json_node& node, std::string_view what) const;

  /// Bytes that the reader keeps for the next read.
  std::size_t held_bytes() const;

 private:
  struct state;
  std::unique_ptr<state> state_;
};

}  // namespace acumage::acumatica
