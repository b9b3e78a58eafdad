// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "app/cli/console.h"

#include <QJsonDocument>

#include <algorithm>
#include <cerrno>

#include <unistd.h>

namespace Cistern::Cli {

using namespace Qt::Literals::StringLiterals;

QString visible(const QString &text)
{
    QString out;
    for (const QChar c : text) {
        const char16_t code = c.unicode();
        if (code < 0x20)
            out += QChar(0x2400 + code);
        else if (code == 0x7f)
            out += QChar(0x2421);
        else if ((code >= 0x80 && code < 0xa0) || (code >= 0x200b && code <= 0x200f)
                 || (code >= 0x2028 && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069))
            out += u"<U+%1>"_s.arg(static_cast<uint>(code), 4, 16, QChar(u'0')).toUpper();
        else
            out += c;
    }
    return out;
}

Console::Console(bool json) : m_json(json), m_terminal(isatty(STDERR_FILENO) == 1) {}

void Console::print(const QString &line)
{
    endProgress();
    write(STDOUT_FILENO, visible(line) + u'\n');
}

void Console::print(const QJsonObject &object)
{
    endProgress();
    write(STDOUT_FILENO,
          QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)) + u'\n');
}

void Console::table(const QStringList &heads, const QList<QStringList> &rows)
{
    if (rows.isEmpty())
        return;
    QList<QStringList> lines{heads};
    for (const QStringList &row : rows) {
        QStringList shown;
        for (const QString &cell : row)
            shown.append(visible(cell));
        lines.append(shown);
    }
    QList<qsizetype> widths(heads.size(), 0);
    for (const QStringList &line : std::as_const(lines)) {
        for (qsizetype i = 0; i < line.size(); ++i)
            widths[i] = std::max(widths[i], line[i].size());
    }
    for (const QStringList &line : std::as_const(lines)) {
        QString text;
        for (qsizetype i = 0; i < line.size(); ++i)
            text += i + 1 < line.size() ? line[i].leftJustified(widths[i] + 2) : line[i];
        print(text);
    }
}

void Console::note(const QString &line)
{
    endProgress();
    write(STDERR_FILENO, visible(line) + u'\n');
}

void Console::progress(const QString &what, std::optional<int> percent)
{
    if (m_terminal) {
        constexpr int width = 30;
        const int filled = percent.value_or(0) * width / 100;
        const QString bar = percent
            ? u"[%1%2] %3 %"_s.arg(QString(filled, u'#'), QString(width - filled, u'.'))
                  .arg(*percent, 3)
            : QString();
        write(STDERR_FILENO, u"\r\033[K"_s + visible(what) + u' ' + bar);
        m_bar = true;
        return;
    }
    const int step = percent ? *percent / 10 : -1;
    if (what == m_what && step == m_told)
        return;
    m_what = what;
    m_told = step;
    write(STDERR_FILENO, visible(what) + (percent ? u" %1 %"_s.arg(*percent) : QString()) + u'\n');
}

void Console::endProgress()
{
    if (std::exchange(m_bar, false))
        write(STDERR_FILENO, u"\r\033[K"_s);
}

// A reader who went away is no error of ours: what was sent is recorded all the same.
void Console::write(int descriptor, const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    qsizetype done = 0;
    while (done < bytes.size()) {
        const ssize_t count = ::write(descriptor, bytes.constData() + done,
                                      size_t(bytes.size() - done));
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return;
        done += count;
    }
}

} // namespace Cistern::Cli
