@C29 @wip
Feature: C29 Every right does what it says
  Access, rectification, erasure, restriction, portability, objection, withdrawal.

  Scenario: Each right through the whole system
    When Anna uses each of her rights
    Then each does what it says in every room, and what is portable is machine-readable
