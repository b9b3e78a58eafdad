// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What is typed into a field for a password is in no core once the form is gone. The form stands in
// a process of its own, which is this program once more: one that looks for a secret knows it.

#include "tests/support/canary.h"
#include "tests/support/child.h"
#include "ui/widgets/secretedit.h"

#include <QApplication>
#include <QDialog>
#include <QTest>

#include <cstdio>

#include <unistd.h>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
void say(const char *words)
{
    std::puts(words);
    std::fflush(stdout);
}

// Types what comes in letter by letter up to the end of the line, and tells what is left to see.
int typeAndWait(bool careful)
{
    auto dialog = std::make_unique<QDialog>();
    QLineEdit *edit = careful ? new SecretEdit(dialog.get()) : new QLineEdit(dialog.get());
    dialog->show();
    char letter = 0;
    while (::read(STDIN_FILENO, &letter, 1) == 1 && letter != '\n')
        QTest::keyClick(edit, letter);
    letter = 0;
    if (careful) {
        const Secret secret = static_cast<SecretEdit *>(edit)->secret();
        say(secret.isEmpty() ? "nothing was typed" : "typed");
    }
    if (careful)
        dialog.reset();
    say("waiting");
    while (::read(STDIN_FILENO, &letter, 1) == 1) {}
    return 0;
}
} // namespace

class TestSecretEdit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsLeftOfWhatWasTyped_data()
    {
        QTest::addColumn<QString>("form");
        QTest::addColumn<bool>("found");
        QTest::newRow("a field for passwords") << u"careful"_s << false;
        QTest::newRow("any other field, still open") << u"plain"_s << true;
    }
    void nothingIsLeftOfWhatWasTyped()
    {
        QFETCH(QString, form);
        QFETCH(bool, found);
        const QByteArray secret = "correct-horse-battery-staple-42";
        Child child;
        child.startTalking(QCoreApplication::applicationFilePath(), {u"--type"_s, form});
        child.say(secret);
        QVERIFY2(child.until([&] { return child.out.contains("waiting"); }),
                 child.all().constData());
        QVERIFY(!child.out.contains("nothing was typed"));
        const QStringList finds = Canary(secret).inMemory(child.id());
        QVERIFY2(finds.isEmpty() != found, qPrintable(finds.join(u'\n')));
    }
};

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    if (argc == 3 && qstrcmp(argv[1], "--type") == 0)
        return typeAndWait(qstrcmp(argv[2], "careful") == 0);
    TestSecretEdit test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_secretedit.moc"
