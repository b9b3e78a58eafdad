// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "tests/support/nginxfront.h"

#include <QFile>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

bool NginxFront::isInstalled()
{
    return !Child::find(u"nginx"_s).isEmpty();
}

bool NginxFront::start(const Options &options, const PemFiles &pem)
{
    const QByteArray folder = QFile::encodeName(m_folder.path());
    m_port = freePort();
    QByteArray text = "daemon off;\nmaster_process off;\npid " + folder + "/pid;\nerror_log "
        + folder + "/error.log;\nevents { worker_connections 64; }\nhttp {\n access_log off;\n";
    for (const char *kind : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"})
        text += ' ' + QByteArray(kind) + "_temp_path " + folder + '/' + kind + ";\n";
    text += " upstream target {\n  server 127.0.0.1:" + QByteArray::number(options.upstream) + ";\n"
        + (options.kept > 0 ? "  keepalive " + QByteArray::number(options.kept) + ";\n"
                            : QByteArray())
        + " }\n server {\n  listen 127.0.0.1:" + QByteArray::number(m_port)
        + " ssl;\n  ssl_certificate " + QFile::encodeName(pem.certificate())
        + ";\n  ssl_certificate_key " + QFile::encodeName(pem.key())
        + ";\n  location / {\n   proxy_pass " + (options.upstreamTls ? "https" : "http")
        + "://target;\n   proxy_set_header Host $http_host;\n"
        + (options.http10 ? "" : "   proxy_http_version 1.1;\n")
        + (options.kept > 0 ? "   proxy_set_header Connection \"\";\n" : "") + "  }\n }\n}\n";
    const QString path = m_folder.filePath(u"nginx.conf"_s);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        return false;
    file.close();
    m_server = std::make_unique<Child>();
    m_server->start(u"nginx"_s, {u"-p"_s, m_folder.path(), u"-c"_s, path, u"-e"_s, u"stderr"_s});
    if (m_server->until([this] { return isServed(m_port); }))
        return true;
    m_problem = m_server->all();
    return false;
}

QUrl NginxFront::url() const
{
    return QUrl(u"https://localhost:%1/wsman"_s.arg(m_port));
}

} // namespace Cistern
