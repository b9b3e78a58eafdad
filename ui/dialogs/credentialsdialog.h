// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The credential sets: who signs in, and how many systems with it; add, change, delete. Owned by
// its window. GUI thread.
#pragma once

#include "services/credentials/credentialset.h"
#include "ui/widgets/console.h"
#include "ui/widgets/dialogframe.h"

#include <optional>

class QStandardItemModel;
class QTreeView;

namespace Cistern {

class Banner;
class EmptyState;

class CredentialsDialog : public DialogFrame
{
    Q_OBJECT

public:
    explicit CredentialsDialog(const Console &console, QWidget *parent = nullptr);

private:
    void showSets();
    void follow();
    void select(const QString &id);
    std::optional<CredentialSet> selected() const;
    void add();
    void edit();
    void changePassword();
    void remove();
    void removeConfirmed(const QString &id);

    Console m_console;
    Banner *m_banner;
    QTreeView *m_view;
    QStandardItemModel *m_model;
    EmptyState *m_none;
    QPushButton *m_add;
    QPushButton *m_edit;
    QPushButton *m_password;
    QPushButton *m_delete;
};

} // namespace Cistern
