#include "acumatica/json_tree.hpp"

#include "acumatica/json_token.hpp"
#include "messages/key.hpp"

#include <simdjson.h>

#include <algorithm>
#include <cstring>
#include <deque>
#include <vector>

namespace acumage::acumatica {

namespace ondemand = simdjson::ondemand;

namespace {

/// Each value takes 64 bytes, and may be two bytes of text. A column and its value take more than 8
/// bytes: 16 MB of rows have about two million values.
constexpr std::size_t bytes_of_a_value = 8;
constexpr std::size_t values_of_a_small_text = 100'000;

/// An upper bound of the number of values.
std::size_t values_at_most(std::string_view text) {
  return 1 + static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char each) {
           return each == ',' || each == '[' || each == '{';
         }));
}

std::size_t values_allowed(std::size_t bytes) {
  return values_of_a_small_text + bytes / bytes_of_a_value;
}

}  // namespace

/// simdjson's On-Demand reader is lazy: it checks neither unread values nor the tokens that it
/// returns raw. The walk below therefore visits every value and checks each scalar.
struct json_tree::state {
  ondemand::parser parser;
  std::vector<char> text;  // a copy with the padding that simdjson reads over
  std::size_t size = 0;
  std::size_t first_line = 1;
  std::size_t max_nodes = 0;
  std::vector<json_node> nodes;
  std::deque<std::string> plain;  // unescaped strings; a deque never moves them
  const char* wrong_at = nullptr;
  std::string_view wrong_why;
  errc wrong_code = errc::invalid;

  std::string_view body() const { return {text.data(), size}; }

  bool fail(const char* at, std::string_view why) {
    wrong_at = at;
    wrong_why = why;
    return false;
  }

  void load(std::string_view from) {
    size = from.size();
    if (text.size() < size + simdjson::SIMDJSON_PADDING)
      text.resize(size + simdjson::SIMDJSON_PADDING);
    if (size > 0) std::memcpy(text.data(), from.data(), size);
    std::memset(text.data() + size, 0, simdjson::SIMDJSON_PADDING);
    nodes.clear();
    max_nodes = values_allowed(size);
    nodes.reserve(std::min(max_nodes, values_at_most(from)));  // growing would need twice as much
    plain.clear();
    wrong_code = errc::invalid;
  }

  bool plain_text(std::string_view between_quotes, std::string_view& into) {
    into = between_quotes;
    if (between_quotes.find('\\') == std::string_view::npos) return true;
    auto text_without = unescaped(between_quotes);
    if (!text_without)
      return fail(between_quotes.data(),
                  "this string holds an escape that is none; expected one of "
                  "\\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX");
    into = plain.emplace_back(std::move(*text_without));
    return true;
  }

  /// A member's name. simdjson returns its start; its first stage has found the closing quote.
  bool name_of(const char* start, std::string_view& into) {
    const char* end = start;
    const char* const limit = text.data() + size;
    while (end < limit && *end != '"') end += *end == '\\' ? 2 : 1;
    if (end >= limit) return fail(start - 1, "this name has no closing quote; expected \"");
    return plain_text({start, static_cast<std::size_t>(end - start)}, into);
  }

  bool scalar(json_node& node, std::string_view token) {
    node.raw = trimmed(token);
    node.text = node.raw;
    const auto* const at = node.raw.empty() ? token.data() : node.raw.data();
    switch (node.raw.empty() ? '\0' : node.raw.front()) {
      case '"':
        node.kind = json_kind::string;
        if (node.raw.size() < 2 || node.raw.back() != '"')
          return fail(at, "this string is followed by something else; expected , ] or }");
        return plain_text(node.raw.substr(1, node.raw.size() - 2), node.text);
      case 't':
      case 'f':
        node.kind = json_kind::boolean;
        if (node.raw == "true" || node.raw == "false") return true;
        break;
      case 'n':
        node.kind = json_kind::null;
        if (node.raw == "null") return true;
        break;
      default:
        node.kind = json_kind::number;
        if (is_json_number(node.raw)) return true;
    }
    return fail(
        at, "this is no JSON value; expected a string, number, object, array, true, false or null");
  }

  /// The position of the reader after its own error.
  bool lost(ondemand::document& document) {
    const char* at = nullptr;
    const auto* const end = text.data() + size;
    if (document.current_location().get(at) != simdjson::SUCCESS || at > end) at = end;
    return fail(at, at == end ? "the text ends inside an object or array; expected , ] or }"
                              : "this does not belong here; expected , : a name, a value, ] or }");
  }

  bool object(ondemand::document& document, ondemand::object members, int depth) {
    for (auto each : members) {
      ondemand::field member;
      if (std::move(each).get(member) != simdjson::SUCCESS) return lost(document);
      std::string_view name;
      if (!name_of(member.key().raw(), name)) return false;
      if (!value(document, member.value(), name, depth)) return false;
    }
    return true;
  }

  bool array(ondemand::document& document, ondemand::array elements, int depth) {
    for (auto each : elements) {
      if (each.error() != simdjson::SUCCESS) return lost(document);
      if (!value(document, each.value_unsafe(), {}, depth)) return false;
    }
    return true;
  }

  /// Adds the node of `what` and the nodes of its parts; `depth` counts the enclosing containers.
  bool value(ondemand::document& document, ondemand::value what, std::string_view name, int depth) {
    const auto token = what.raw_json_token();
    const auto index = nodes.size();
    if (index == max_nodes) {
      wrong_code = errc::too_large;
      return fail(token.data(),
                  "this is one value too many; expected at most 100000 and one for each 8 bytes");
    }
    nodes.push_back({json_kind::null, 1, name, {}, {}});
    const char first = token.empty() ? '\0' : token.front();
    // An unread string is skipped together with a following ':', so ["a":1] would pass: read it.
    if (first == '"' && what.get_raw_json_string().error() != simdjson::SUCCESS)
      return lost(document);
    if (first != '{' && first != '[') return scalar(nodes[index], token);

    if (depth >= max_depth)
      return fail(token.data(), "this is nested too deep; expected at most 64 levels");
    nodes[index].kind = first == '{' ? json_kind::object : json_kind::array;
    if (first == '{') {
      ondemand::object members;
      if (what.get_object().get(members) != simdjson::SUCCESS) return lost(document);
      if (!object(document, members, depth + 1)) return false;
    } else {
      ondemand::array elements;
      if (what.get_array().get(elements) != simdjson::SUCCESS) return lost(document);
      if (!array(document, elements, depth + 1)) return false;
    }
    const char* behind = nullptr;
    if (document.current_location().get(behind) != simdjson::SUCCESS) behind = text.data() + size;
    auto& node = nodes[index];
    node.raw = trimmed({token.data(), static_cast<std::size_t>(behind - token.data())});
    node.text = node.raw;
    node.extent = nodes.size() - index;
    return true;
  }

  bool read() {
    ondemand::document document;
    const auto* const end = text.data() + size;
    const auto inside = trimmed(body());
    if (inside.empty()) return fail(end, "there is nothing; expected a JSON object or array");
    if (parser.iterate(text.data(), size, text.size()).get(document) != simdjson::SUCCESS)
      return fail(text.data() + first_bad_byte(body()),
                  "a byte that is not UTF-8, a control character, or a string without an end; "
                  "expected JSON in UTF-8");
    if (inside.front() != '{' && inside.front() != '[')
      return fail(inside.data(), "this is no object or array; expected { or [");
    ondemand::value root;
    if (document.get_value().get(root) != simdjson::SUCCESS)
      return fail(&inside.back(),
                  "the text does not end with its object or array; expected } or ] "
                  "as its last character");
    if (!value(document, root, {}, 0)) return false;
    if (document.current_location().error() == simdjson::OUT_OF_BOUNDS) return true;
    return lost(document);
  }
};

std::size_t reading_bytes(std::string_view text) {
  constexpr std::size_t of_simdjson = 6;  // for each byte, in addition to the copy
  return text.size() * (1 + of_simdjson) +
         std::min(values_at_most(text), values_allowed(text.size())) * sizeof(json_node);
}

json_tree::json_tree() : state_{std::make_unique<state>()} {}
json_tree::~json_tree() = default;

result<const json_node*> json_tree::read(std::string_view text, std::size_t first_line) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (text.substr(0, byte_order_mark.size()) == byte_order_mark)
    text.remove_prefix(byte_order_mark.size());
  state_->load(text);
  state_->first_line = first_line;
  if (state_->read()) return state_->nodes.data();
  const auto offset = static_cast<std::size_t>(state_->wrong_at - state_->text.data());
  const auto place = place_in(state_->body(), offset, first_line);
  return error{state_->wrong_code, place + ": " + std::string{state_->wrong_why}, place};
}

error json_tree::wrong(const json_node& node, std::string_view what) const {
  const auto offset = static_cast<std::size_t>(node.raw.data() - state_->text.data());
  const auto place = place_in(state_->body(), offset, state_->first_line);
  return {errc::invalid, place + ": " + std::string{what}, place};
}

std::size_t json_tree::held_bytes() const {
  return state_->text.capacity() + state_->parser.capacity() * 6 +
         state_->nodes.capacity() * sizeof(json_node);
}

}  // namespace acumage::acumatica
