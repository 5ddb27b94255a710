@S3 @wip
Feature: S3 Passwords are strong
  At least 12 characters with a digit, both cases and a special character, not breached, kept as Argon2id.

  Scenario: Weak passwords
    Then "Short1!", "alllowercase1!", "NoSpecialSign1" and a breached password are refused wherever one is set
