// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The one result type: a T, or a Failure made of facts. Values; any thread.
#pragma once

#include <QString>
#include <QVariant>

#include <utility>
#include <variant>

namespace Cistern {

// What went wrong, in facts. ui/text/messages.cpp has the sentences.
struct Failure
{
    enum class Cause {
        Cancelled,        // the one who asked is gone, or the person stopped it
        NameNotFound,     // the host name has no address
        Refused,          // nobody listens there
        TimedOut,         // a read was not answered in time
        Certificate,      // no authority vouches for it; nothing was sent
        SignIn,           // wrong or missing credentials
        Denied,           // signed in, but not allowed
        NotSupported,     // the system does not offer this
        NotFound,         // object, class or namespace is not there
        Exists,           // name or id is taken
        InvalidValue,     // an argument was refused; parameter says which
        SizeNotSupported, // offered holds the nearest size in bytes
        InUse,            // locked, or others depend on it
        ServerFault,      // the system says that it failed
        Malformed,        // what arrived breaks the protocol
        TooLarge,         // a house limit, before memory or time was spent
        Storage,          // a file or database of this machine
        OutcomeUnknown,   // a change was sent and its answer is lost: read, never resend
        // Numbers are kept in files: what comes later stands at the end.
        CertificateChanged, // not the one that is pinned for this system
        CertificateExpired, // or not valid yet
        CertificateName,    // of another host
        TlsVersion,         // no version or cipher of TLS that both speak, or no TLS at all
        SchemeNotOffered,   // the chosen way to sign in is not among those that serverText lists
        NoTicket,           // Kerberos: no valid ticket in the cache
        ClockSkew,          // Kerberos: the clocks differ too much; offered: seconds, theirs - ours
        KdcUnreachable,     // Kerberos: no key distribution center of the realm answers
        ServiceUnknown,     // Kerberos: the realm knows no such service; parameter: its name
        Account,            // locked, disabled or expired, where the system says so
        Unencrypted,        // the system takes no readable body over plain HTTP
        Quota,              // the system allows no more at this time
        // The answer was lost; by all that can be read, nothing ran. parameter: the argument whose
        // setting had to be made first, where that answer was lost and the call never left.
        NotDone,
    };
    static constexpr Cause lastCause = Cause::NotDone;
    // The rung on which it happened.
    enum class Stage {
        Input,
        Name,
        Network,
        Encryption,
        SignIn,
        Protocol,
        Operation,
        Job,
        Storage
    };

    Cause cause = Cause::ServerFault;
    Stage stage = Stage::Operation;
    quint32 code = 0; // return code of a method, CIM status, or HTTP status, as stage and cause say
    QString parameter = {};  // the argument, field or header concerned
    QString serverText = {}; // words of a server or library: data, shown as plain text
    QVariant offered = {};   // what would have been possible, the nearest size (quint64), say

    bool operator==(const Failure &) const = default;
};

// For outcomes that carry nothing but success.
struct Done
{
    bool operator==(const Done &) const = default;
};

template<class T>
class [[nodiscard]] Outcome
{
public:
    Outcome(T value) : m_content(std::in_place_index<0>, std::move(value)) {}
    Outcome(Failure failure) : m_content(std::in_place_index<1>, std::move(failure)) {}

    bool ok() const { return m_content.index() == 0; }
    explicit operator bool() const { return ok(); }

    const T &value() const & { return std::get<0>(m_content); }
    T &value() & { return std::get<0>(m_content); }
    T &&value() && { return std::get<0>(std::move(m_content)); }
    const T &operator*() const & { return value(); }
    T &operator*() & { return value(); }
    const T *operator->() const { return &value(); }
    T *operator->() { return &value(); }
    const Failure &failure() const { return std::get<1>(m_content); }

private:
    std::variant<T, Failure> m_content;
};

} // namespace Cistern
