// A value that is read everywhere and replaced whole, such as what stands in a file that is read again. Thread-safe; whoever
// holds now() keeps the value of that moment.
#pragma once
#include <atomic>
#include <memory>

namespace wellkept {

template<typename T>
class Live {
public:
    explicit Live(std::shared_ptr<T const> value) : m_value(std::move(value)) {}
    explicit Live(T value) : m_value(std::make_shared<T const>(std::move(value))) {}
    std::shared_ptr<T const> now() const { return std::atomic_load(&m_value); }
    void set(std::shared_ptr<T const> value) { std::atomic_store(&m_value, std::move(value)); }
    void set(T value) { set(std::make_shared<T const>(std::move(value))); }

private:
    std::shared_ptr<T const> m_value;
};

} // namespace wellkept
