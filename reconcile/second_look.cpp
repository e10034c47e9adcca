#include "reconcile/second_look.hpp"

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace acumage::reconcile {

second_look::second_look(std::string spill, std::size_t in_memory)
    : path_{std::move(spill)}, in_memory_{in_memory} {}

second_look::~second_look() {
  if (spilled_) ::unlink(path_.c_str());
}

error second_look::failed() const {
  return {errc::storage_failed,
          path_ + ": cannot be written or read: " + std::generic_category().message(errno) +
              "; expected a writable folder with room",
          {}};
}

status second_look::note(std::string key, time_point now) {
  assert(taken_ == 0);
  if (keys_.size() < in_memory_)
    keys_.push_back(std::move(key));
  else if (auto written = write(key); !written)
    return written;
  ++noted_;
  last_ = last_ ? std::max(*last_, now) : now;
  return done();
}

std::optional<second_look::time_point> second_look::due() const {
  return last_ ? std::optional{*last_ + least_wait} : std::nullopt;
}

/// The length, then the key: a key may contain any byte.
status second_look::write(const std::string& key) {
  if (!spilled_) {
    ::unlink(path_.c_str());
    const int descriptor =
        ::open(path_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (descriptor < 0) return failed();
    spilled_.reset(::fdopen(descriptor, "w+b"));
  }
  const std::uint64_t size = key.size();
  if (std::fwrite(&size, sizeof size, 1, spilled_.get()) != 1 ||
      std::fwrite(key.data(), 1, key.size(), spilled_.get()) != key.size())
    return failed();
  return done();
}

result<std::string> second_look::read() {
  std::uint64_t size = 0;
  if (std::fread(&size, sizeof size, 1, spilled_.get()) != 1) return failed();
  std::string key(static_cast<std::size_t>(size), '\0');
  if (std::fread(key.data(), 1, key.size(), spilled_.get()) != key.size()) return failed();
  return key;
}

result<std::vector<std::string>> second_look::next(std::size_t limit) {
  if (taken_ == 0 && spilled_ && std::fseek(spilled_.get(), 0, SEEK_SET) != 0) return failed();
  std::vector<std::string> some;
  while (some.size() < limit && taken_ < noted_) {
    if (taken_ < keys_.size()) {
      some.push_back(std::move(keys_[static_cast<std::size_t>(taken_)]));
    } else {
      auto key = read();
      if (!key) return key.problem();
      some.push_back(std::move(*key));
    }
    ++taken_;
  }
  return some;
}

}  // namespace acumage::reconcile
