@S12 @wip
Feature: S12 Weekly backups are kept at least 52 weeks and at most 14 months
  And whoever was erased is unreadable in every one of them.

  Scenario: Fifteen months of backups
    When 15 months of backups are made
    Then those of the last 52 weeks are all there, none is older than 14 months, and an erased person is in none
