// Hides what differs between the versions of cpp-httplib that Debian and Ubuntu package (0.11 to 0.18).
#pragma once

#include <httplib.h>

#include <functional>
#include <string>

namespace acumage::compat {

/// httplib's server without its sockets: the parser, the routes and the writer, over any stream.
class httplib_server : public httplib::Server {
 protected:
  /// Reads one request from the stream and writes its answer to it; `set_up` sees the request before its body
  /// is read. false: it was not understood. `closes`: the client asked to close.
  bool process(httplib::Stream& stream, bool close, bool& closes,
               const std::function<void(httplib::Request&)>& set_up) {
    return process_by(*this, stream, close, closes, set_up);
  }

 private:
  template <class Self>
  static bool process_by(Self& self, httplib::Stream& stream, bool close, bool& closes,
                         const std::function<void(httplib::Request&)>& set_up) {
    if constexpr (requires { self.process_request(stream, close, closes, set_up); }) {
      return self.process_request(stream, close, closes, set_up);
    } else {  // from 0.18 on it wants the addresses that it asked the stream for before
      std::string remote;
      std::string local;
      int remote_port = 0;
      int local_port = 0;
      stream.get_remote_ip_and_port(remote, remote_port);
      stream.get_local_ip_and_port(local, local_port);
      return self.process_request(stream, remote, remote_port, local, local_port, close, closes,
                                  set_up);
    }
  }
};

}  // namespace acumage::compat
