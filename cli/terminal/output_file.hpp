// A file that a command writes, either completely or not at all.
#pragma once

#include "messages/result.hpp"

#include <memory>
#include <ostream>
#include <string>

namespace acumage::terminal {

/// Written as a new plain file with mode 0600 next to its target, and removed unless it is kept.
class output_file {
 public:
  /// errc::invalid if the target exists and is not a plain file: a link, FIFO or device would be
  /// replaced by one.
  static result<std::unique_ptr<output_file>> beside(const std::string& target);
  ~output_file();
  output_file(const output_file&) = delete;
  output_file& operator=(const output_file&) = delete;

  std::ostream& stream() { return *stream_; }
  /// Syncs the file and puts it in the place of its target.
  status keep();

 private:
  output_file(std::string target, std::string path, int descriptor);

  std::string target_;
  std::string path_;
  int descriptor_;
  std::unique_ptr<std::streambuf> buffer_;
  std::unique_ptr<std::ostream> stream_;
};

}  // namespace acumage::terminal
