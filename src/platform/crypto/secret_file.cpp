#include "platform/crypto/secret_file.h"
#include <fstream>
#include <sys/stat.h>

namespace wellkept::crypto {

Result<std::string> secret_line(std::string const& file, std::string_view setting)
{
    struct stat about { };
    if (::stat(file.c_str(), &about) != 0 || !S_ISREG(about.st_mode) || (about.st_mode & 077))
        return unavailable("The password cannot be read: " + std::string(setting) + " must be a file of mode 0600.", file);
    std::ifstream in(file);
    std::string out;
    std::getline(in, out);
    if (out.empty()) return unavailable("The password cannot be read: " + std::string(setting) + " is empty.", file);
    return out;
}

} // namespace wellkept::crypto
