// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/dialogs/address.h"

#include <QCoreApplication>
#include <QHostAddress>

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
struct Addresses
{
    Q_DECLARE_TR_FUNCTIONS(Address)
};

Address problem(const QString &text)
{
    return {.url = {}, .problem = text};
}

bool isHostName(const QString &host)
{
    if (host.isEmpty() || host.size() > 253)
        return false;
    const QStringList labels = host.split(u'.');
    return std::all_of(labels.begin(), labels.end(), [](const QString &label) {
        return !label.isEmpty() && label.size() <= 63 && !label.startsWith(u'-')
            && !label.endsWith(u'-') && std::all_of(label.begin(), label.end(), [](QChar c) {
                   return c.isLetterOrNumber() || c == u'-' || c == u'_';
               });
    });
}
} // namespace

Address readAddress(const QString &typed, bool https)
{
    QString text = typed.trimmed();
    if (text.isEmpty())
        return problem(Addresses::tr("Type the name or address of a system."));
    QString scheme = https ? u"https"_s : u"http"_s;
    QString path = u"/wsman"_s;
    Address address;
    if (const qsizetype at = text.indexOf("://"_L1); at >= 0) {
        scheme = text.left(at).toLower();
        if (scheme != "http"_L1 && scheme != "https"_L1)
            return problem(
                Addresses::tr("Only http and https lead to a system, not “%1”.").arg(scheme));
        text = text.mid(at + 3);
        if (const qsizetype slash = text.indexOf(u'/'); slash >= 0) {
            if (text.size() > slash + 1)
                path = text.mid(slash);
            text.truncate(slash);
        }
    }
    if (const qsizetype at = text.lastIndexOf(u'@'); at >= 0) {
        text = text.mid(at + 1);
        address.droppedPassword = true;
    }
    QString host = text;
    QString port;
    if (text.startsWith(u'[')) {
        const qsizetype close = text.indexOf(u']');
        if (close < 0)
            return problem(Addresses::tr("The bracket of the address is not closed."));
        host = text.mid(1, close - 1);
        port = text.mid(close + 1);
        if (!port.isEmpty() && !port.startsWith(u':'))
            return problem(Addresses::tr("“%1” behind the address is not a port.").arg(port));
        port = port.mid(1);
        if (QHostAddress(host).protocol() != QAbstractSocket::IPv6Protocol)
            return problem(Addresses::tr("“%1” is no IPv6 address.").arg(host));
    } else if (text.count(u':') == 1) {
        host = text.section(u':', 0, 0);
        port = text.section(u':', 1);
        if (port.isEmpty())
            return problem(Addresses::tr("The port behind the colon is missing."));
    } else if (text.count(u':') > 1
               && QHostAddress(text).protocol() != QAbstractSocket::IPv6Protocol) {
        return problem(Addresses::tr("“%1” is no IPv6 address.").arg(text));
    }
    if (host.endsWith(u'.'))
        host.chop(1);
    const bool isAddress = !QHostAddress(host).isNull();
    if (!isAddress && !isHostName(host))
        return problem(Addresses::tr("“%1” can't be a host name.").arg(host.left(80)));
    if (host == "0.0.0.0"_L1 || host == "::"_L1)
        return problem(Addresses::tr("“%1” means every address and leads nowhere.").arg(host));
    int number = scheme == "https"_L1 ? 5986 : 5985;
    if (!port.isEmpty()) {
        bool ok = false;
        number = port.toInt(&ok);
        if (!ok || number < 1 || number > 65535)
            return problem(
                Addresses::tr("“%1” is no port; ports go from 1 to 65535.").arg(port.left(40)));
    }
    address.url.setScheme(scheme);
    address.url.setHost(host);
    address.url.setPort(number);
    address.url.setPath(path);
    if (!address.url.isValid() || address.url.host().isEmpty())
        return problem(Addresses::tr("“%1” can't be a host name.").arg(host.left(80)));
    return address;
}

} // namespace Cistern
