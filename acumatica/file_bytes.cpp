#include "acumatica/file_bytes.hpp"

#include <algorithm>

namespace acumage::acumatica {

bool file_bytes::fill() {
  constexpr std::size_t block_bytes = 65'536;
  before_ += block_.size();
  at_ = 0;
  block_.resize(block_bytes);
  from_.read(block_.data(), static_cast<std::streamsize>(block_.size()));
  block_.resize(static_cast<std::size_t>(from_.gcount()));
  return !block_.empty();
}

std::string_view file_bytes::line_part() {
  if (peek() == end) return {};
  const auto begin = at_;
  const auto stop = std::min(block_.find('\n', begin), block_.size() - 1) + 1;
  while (at_ < stop) skip();
  return std::string_view{block_}.substr(begin, stop - begin);
}

void file_bytes::skip_mark() {
  constexpr std::string_view mark = "\xEF\xBB\xBF";
  if (peek() != end && std::string_view{block_}.substr(at_).starts_with(mark)) at_ += mark.size();
}

}  // namespace acumage::acumatica
