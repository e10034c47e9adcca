#include "simulator/http/url.hpp"

#include <algorithm>
#include <charconv>

namespace acumage::simulator {

std::string url_decoded(std::string_view part) {
  std::string text;
  for (std::size_t i = 0; i < part.size(); ++i) {
    unsigned byte = 0;
    const char* const digits = part.data() + i + 1;
    if (part[i] == '%' && i + 2 < part.size() &&
        std::from_chars(digits, digits + 2, byte, 16).ptr == digits + 2) {
      text += static_cast<char>(byte);
      i += 2;
    } else {
      text += part[i] == '+' ? ' ' : part[i];
    }
  }
  return text;
}

std::vector<std::pair<std::string, std::string>> query_parameters(std::string_view target) {
  std::vector<std::pair<std::string, std::string>> found;
  const auto mark = target.find('?');
  std::string_view rest = mark == std::string_view::npos ? "" : target.substr(mark + 1);
  while (!rest.empty()) {
    const auto end = std::min(rest.find('&'), rest.size());
    const auto one = rest.substr(0, end);
    const auto equals = std::min(one.find('='), one.size());
    if (equals > 0) {
      found.emplace_back(url_decoded(one.substr(0, equals)),
                         url_decoded(one.substr(std::min(equals + 1, one.size()))));
    }
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return found;
}

}  // namespace acumage::simulator
